import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { signedClient } from './signed-client.ts';

test('a state file that is opened again holds the same exchange in far fewer lines', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'compacted-'));
  const stateFile = join(folder, 'state.log');
  const open = (): Promise<Simulator> => startSimulator({ stateFile, speed: 0 });
  const lines = (): number => readFileSync(stateFile, 'utf8').split('\n').length;
  const seen = async ({ control }: Simulator): Promise<unknown> => ({
    book: await control.book(),
    accounts: await control.accounts(),
    pairs: await control.pairs(),
  });
  const first = await open();
  const account = await first.control.createAccount({ balances: { USD: '10000' } });
  const client = signedClient(first.url, account);
  for (const price of ['50000', '51000', '52000']) await first.control.setPrice('BTC/USD', price);
  await first.control.setLiquidity('BTC/USD', { volume: '0.01', levels: 2, refills: false });
  await client.order({ type: 'buy', ordertype: 'market', volume: '0.005' });
  await client.order({ type: 'buy', ordertype: 'market', volume: '0.007' });
  for (let call = 0; call < 30; call += 1) await client.call('Balance');
  const before = await seen(first);
  const probe = { type: 'buy', ordertype: 'limit', timeinforce: 'IOC', price: '53000', volume: '0.02' };
  await first.close();
  const long = lines();

  const second = await open();
  expect(lines()).toBeLessThan(long / 2);
  expect(await seen(second)).toEqual(before);
  expect((await signedClient(second.url, account).call('Balance', { nonce: '1' })).error).toEqual([
    'EAPI:Invalid nonce',
  ]);
  // Only what nobody took yet is left to be had.
  await signedClient(second.url, account).order(probe);
  expect((await second.control.book()).at(-1)).toMatchObject({ filled: '0.008', status: 'canceled' });
  await second.close();
  rmSync(folder, { recursive: true });
});
