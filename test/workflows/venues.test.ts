import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialText } from '../../config/credential-text.ts';
import type { ExchangeName } from '../../domain/account-config.ts';
import { submitIntentUpdate } from '../../workflows/messages.ts';
import type { VenueDouble } from '../exchanges/conformance/venue-double.ts';
import { startAlpacaDouble } from '../exchanges/doubles/alpaca.ts';
import { startBinanceDouble } from '../exchanges/doubles/binance.ts';
import { startCoinbaseDouble } from '../exchanges/doubles/coinbase.ts';
import { externalEntry, externalExit, openWorld, until, type World, type WorldAccount } from '../support/world.ts';

let world: World;
let doubles: Readonly<Record<Exclude<ExchangeName, 'kraken'>, VenueDouble>>;
beforeAll(async () => {
  const [binance, coinbase, alpaca] = await Promise.all([
    startBinanceDouble(),
    startCoinbaseDouble(),
    startAlpacaDouble(),
  ]);
  doubles = { binance, coinbase, alpaca };
  await binance.setPrice('BTC/USDT', '50000');
  await coinbase.setPrice('BTC/USD', '50000');
  await alpaca.setPrice('BTC/USD', '50000');
  world = await openWorld((journal) => journal, {
    binance: binance.url,
    coinbase: coinbase.url,
    alpaca: alpaca.url,
  });
});
afterAll(async () => {
  await world.close();
  await Promise.all(Object.values(doubles).map((double) => double.close()));
});

async function follower(exchange: Exclude<ExchangeName, 'kraken'>, dollars: string): Promise<WorldAccount> {
  const { apiKey, apiSecret } = await doubles[exchange].newAccount({ balances: { [dollars]: '10000' } });
  return world.account({ config: { exchange }, credential: credentialText(apiKey, apiSecret), mode: 'live' });
}

const recordsOf = async (intentId: string) => (await world.journal.intent(intentId))?.records ?? [];
const filledOf = async (intentId: string, follower: WorldAccount) =>
  (await recordsOf(intentId)).find(({ accountId }) => accountId === follower.config.accountId);

test('one trade is copied to accounts at four exchanges and closed again, each by its own rules', async () => {
  const kraken = await world.account({ mode: 'live' });
  const others = await Promise.all([
    follower('binance', 'USDT'),
    follower('coinbase', 'USD'),
    follower('alpaca', 'USD'),
  ]);
  const followers = [kraken, ...others];
  const { master } = await world.master(followers, { mode: 'live' });

  const bought = externalEntry();
  await master.executeUpdate(submitIntentUpdate, { args: [bought] });
  await until(async () => (await recordsOf(bought.intentId)).filter((r) => r.settledAtMs !== null).length === 4);
  for (const one of followers) {
    const record = await filledOf(bought.intentId, one);
    // A share of 5% of about 10,000 USD at 50,000.
    expect(record, one.config.exchange).toMatchObject({ outcome: 'filled', symbol: 'BTC/USD' });
    expect(Number(record?.filledQuantity), one.config.exchange).toBeCloseTo(0.01, 3);
    expect((await one.status()).equityUsd, one.config.exchange).toMatch(/^(9\d{3}|10000)/);
  }

  const sold = externalExit('1');
  await master.executeUpdate(submitIntentUpdate, { args: [sold] });
  await until(async () => (await recordsOf(sold.intentId)).filter((r) => r.settledAtMs !== null).length === 4);
  for (const one of followers) {
    expect(await filledOf(sold.intentId, one), one.config.exchange).toMatchObject({ outcome: 'filled' });
    // The journal may know of the fill a moment before the account does.
    await until(async () => Number((await one.status()).positions[0]?.ownedQuantity ?? '0') < 0.0001);
  }
}, 60_000);
