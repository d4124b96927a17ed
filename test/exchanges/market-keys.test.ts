import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccount } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import { startAlpacaDouble } from './doubles/alpaca.ts';
import type { VenueDouble } from './conformance/venue-double.ts';

let alpaca: VenueDouble;
beforeEach(async () => {
  alpaca = await startAlpacaDouble();
});
afterEach(async () => {
  await alpaca.close();
});

test('markets that are listed to key holders only: a refused key keeps them from nobody', async () => {
  const exchange = openMarketData('alpaca', { baseUrl: alpaca.url });
  await expect(exchange.marketRules('BTC/USD')).rejects.toMatchObject({ name: 'ExchangeQueryError' });
  const { apiKey, apiSecret } = await alpaca.newAccount();
  for (const wrong of [`${apiSecret.slice(1)}x`, `${apiSecret.slice(1)}y`]) {
    openAccount(exchange, credentialOf(apiKey, wrong));
  }
  const failure: unknown = await exchange.marketRules('BTC/USD').catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'ExchangeQueryError' });
  expect(String(failure)).not.toContain(apiKey);
  openAccount(exchange, credentialOf(apiKey, apiSecret));
  expect(await exchange.marketRules('BTC/USD')).not.toBeNull();
});

test('a place to practise: opened where there is one, one clear line where there is none', () => {
  for (const exchange of ['binance', 'alpaca'] as const) {
    expect(openMarketData(exchange, { sandbox: true }).venue.sandboxBaseUrl).toMatch(/^https:\/\//);
  }
  for (const exchange of ['kraken', 'coinbase'] as const) {
    expect(() => openMarketData(exchange, { sandbox: true })).toThrow(`${exchange} has no sandbox`);
    expect(() => openMarketData(exchange, { sandbox: true, baseUrl: 'http://127.0.0.1:1' })).not.toThrow();
  }
});
