import { setTimeout as delay } from 'node:timers/promises';
import Big from 'big.js';
import type { FaultRequest } from '../../simulator/control-client.ts';
import { signedClient } from '../simulator/signed-client.ts';
import { keyOf, personCredential } from './accounts.ts';
import type { Action } from './plan-types.ts';
import type { Stage } from './stage.ts';
import { insist } from './until.ts';

/** What the exchange does by itself, and what people do there. */
export interface MarketHand {
  fault(accountId: string | null, fault: Omit<FaultRequest, 'key'>): Promise<void>;
  revokeKey(accountId: string, forMs: number): Promise<void>;
  price(symbol: string, price: string): Promise<void>;
  liquidity(symbol: string, volume: string | null): Promise<void>;
  visibilityLag(ms: number): Promise<void>;
  handSale(accountId: string, symbol: string, share: string): Promise<void>;
  handTrade(trade: Extract<Action, { do: 'hand-trade' }>): Promise<void>;
}

const assetCodes: Readonly<Record<string, string>> = { BTC: 'XXBT', ETH: 'XETH', LTC: 'XLTC' };
export const assetCodeOf = (symbol: string): string => assetCodes[symbol.split('/')[0] ?? ''] ?? symbol;

export function createMarketHand({ exchange }: Stage, prices: Map<string, string>): MarketHand {
  const { control, url } = exchange;

  /** What it asks for may happen twice when the exchange dies in between: the book tells what a person traded. */
  async function byHand(accountId: string, symbol: string, side: string, quantity: string): Promise<void> {
    const { apiKey, apiSecret } = personCredential(accountId);
    const client = signedClient(url, { name: accountId, key: apiKey, secret: apiSecret, permissions: [] });
    const order = { pair: symbol, type: side, ordertype: 'market', volume: quantity };
    const said = await insist(() => client.order(order));
    const isFine = said.startsWith('O') || /minimum not met|Insufficient funds/.test(said);
    if (!isFine) throw new Error(`a person's order was refused: ${said}`);
  }

  return {
    fault: async (accountId, fault) => {
      await insist(() => control.addFault({ ...fault, ...(accountId !== null && { key: keyOf(accountId) }) }));
    },
    revokeKey: async (accountId, forMs) => {
      await insist(() => control.revokeKey(keyOf(accountId)));
      await delay(forMs);
      await insist(() => control.restoreKey(keyOf(accountId)));
    },
    price: async (symbol, price) => {
      prices.set(symbol, price);
      await insist(() => control.setPrice(symbol, price));
    },
    liquidity: async (symbol, volume) => {
      await insist(() => control.setLiquidity(symbol, { volume, levels: 2 }));
    },
    visibilityLag: async (ms) => {
      await insist(() => control.changeSettings({ visibilityLagMs: ms }));
    },
    handSale: async (accountId, symbol, share) => {
      const accounts = await insist(() => control.accounts());
      const balance = accounts.find(({ name }) => name === accountId)?.balances[assetCodeOf(symbol)];
      if (balance === undefined) return;
      const quantity = new Big(balance.total).minus(balance.hold).times(share).round(8, Big.roundDown);
      if (quantity.gt(0)) await byHand(accountId, symbol, 'sell', quantity.toFixed());
    },
    handTrade: ({ accountId, symbol, side, quantity }) => byHand(accountId, symbol, side, quantity),
  };
}
