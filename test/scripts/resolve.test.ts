import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Account } from '../../scripts/account-view.ts';
import type { OpenOrder } from '../../domain/account-state.ts';
import type { OwnOrderResult } from '../../domain/own-order.ts';
import { resolveOrderUpdate, submitOrderUpdate } from '../../workflows/messages.ts';
import { accountInReview as inReview, clientOrderIdOf } from '../support/account-in-review.ts';
import { installLockstep, userFile, type Installation } from '../support/installed-lockstep.ts';
import { openWorld, order, type World } from '../support/world.ts';

let world: World;
let installation: Installation;
beforeAll(async () => {
  world = await openWorld();
  installation = installLockstep({
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: inject('temporalNamespace'),
    LOCKSTEP_DATABASE_URL: '',
  });
});
afterAll(async () => {
  await installation.remove();
  await world.close();
});

const lockstep = (...args: readonly string[]) => installation.run(...args);
const statusOf = async (id: string) => (await installation.json<{ users: [Account] }>('status', id)).json.users[0];

/** A running account that waits for a person to settle this many orders. */
async function accountInReview(count: number): Promise<{ readonly id: string; readonly orders: readonly OpenOrder[] }> {
  const { account, orders } = await inReview(world, count);
  const id = account.config.accountId;
  installation.writeAccount(
    `users/${id}.json`,
    userFile(id, { credential_name: id.toUpperCase().replaceAll('-', '_') }),
  );
  return { id, orders };
}

test('status says that an order needs review, and prints the command that settles it', async () => {
  const { id, orders } = await accountInReview(1);
  const { stdout } = await lockstep('status', id);
  expect(stdout).toContain('NEEDS REVIEW: 1 order');
  expect(stdout).toContain(`whether order ${clientOrderIdOf(orders[0]!)} reached kraken is not proven`);
  const command = /npm run -s lockstep -- (resolve .* never-existed --yes)$/m.exec(stdout)?.[1] ?? '';
  expect(await lockstep(...command.split(' '))).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('is settled: it was never placed at kraken') as unknown,
  });
  expect(await statusOf(id)).toMatchObject({ needsReview: [], openOrders: 0, positions: [] });
  expect(await lockstep(...command.split(' '))).toMatchObject({ code: 1, stderr: `${id}: no order needs review\n` });
});

test('nothing is settled without --yes, for a wrong id, or for more than was ordered', async () => {
  const { id, orders } = await accountInReview(2);
  const known = clientOrderIdOf(orders[0]!);
  const refused = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await lockstep('resolve', ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return stderr;
  };
  expect(await refused(id, known, 'never-existed')).toMatch(
    /^.*: buy 0\.02 BTC\/USD \(.*\) would be settled: it was never placed at kraken, .*\nnothing was settled: add --yes\n$/,
  );
  expect(await refused(id, 'ffffffff-0', 'never-existed', '--yes')).toMatch(
    /^.*: order "ffffffff-0" does not need review; .*\n$/,
  );
  expect(await refused('nobody', known, 'never-existed', '--yes')).toContain('unknown account "nobody"');
  const tooMuch = ['--exchange-order-id', 'O1', '--quantity', '0.03', '--price', '50000', '--yes'];
  expect(await refused(id, known, 'filled', ...tooMuch)).toBe("--quantity 0.03 is more than the order's 0.02\n");
  expect((await statusOf(id)).needsReview).toHaveLength(2);
});

test('a fill that a person found is owned, once, and the other order still waits', async () => {
  const { id, orders } = await accountInReview(2);
  const [filled, other] = orders.map(clientOrderIdOf) as [string, string];
  const fill = ['--exchange-order-id', 'OABCDE-1', '--quantity', '0.015', '--price', '50000'];
  const { code, json } = await installation.json<{ order: OwnOrderResult }>(
    'resolve',
    id,
    filled,
    'filled',
    ...fill,
    '--yes',
  );
  expect(code).toBe(0);
  expect(json.order).toMatchObject({
    ...{ clientOrderId: filled, exchangeOrderId: 'OABCDE-1', outcome: 'partial' },
    ...{ filledQuantity: '0.015', averagePrice: '50000', code: 'RESOLVED_BY_PERSON' },
  });
  const status = await statusOf(id);
  expect(status.needsReview.map(({ clientOrderId }) => clientOrderId)).toEqual([other]);
  expect(status.positions).toMatchObject([{ symbol: 'BTC/USD', ownedQuantity: '0.015' }]);
});

test('two people who settle the same order at once: one does, the other is told, the account goes on', async () => {
  const { id, orders } = await accountInReview(1);
  const settle = () => lockstep('resolve', id, clientOrderIdOf(orders[0]!), 'never-existed', '--yes');
  const ended = await Promise.all([settle(), settle()]);
  expect(ended.map(({ code }) => code).sort()).toEqual([0, 1]);
  expect(ended.find(({ code }) => code === 1)?.stderr).toMatch(/needs? review\n$/);
  const handle = world.client.workflow.getHandle(`account/${id}`);
  const late = { clientOrderId: clientOrderIdOf(orders[0]!), verdict: 'never-existed' } as const;
  await expect(handle.executeUpdate(resolveOrderUpdate, { args: [late] })).rejects.toThrow();
  const bought = await handle.executeUpdate(submitOrderUpdate, {
    args: [order('buy', { kind: 'quote', amount: '100' })],
  });
  expect(bought.outcome).toBe('filled');
}, 60_000);
