import { setTimeout as delay } from 'node:timers/promises';
import Big from 'big.js';
import type { FaultRequest } from '../../simulator/control-client.ts';
import { signedClient } from '../simulator/signed-client.ts';
import { keyOf, personCredential } from './accounts.ts';
import type { Notes } from './drive.ts';
import type { Action } from './plan.ts';
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

export function createMarketHand({ exchange }: Stage, notes: Notes): MarketHand {
  const { control, url } = exchange;

  async function byHand(accountId: string, symbol: string, side: string, quantity: string): Promise<boolean> {
    const { apiKey, apiSecret } = personCredential(accountId);
    const client = signedClient(url, { name: accountId, key: apiKey, secret: apiSecret, permissions: [] });
    const said = await client.order({ pair: symbol, type: side, ordertype: 'market', volume: quantity });
    if (said.startsWith('O')) return true;
    if (/minimum not met|Insufficient funds/.test(said)) return false;
    throw new Error(`a person's order was refused: ${said}`);
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
      notes.prices.set(symbol, price);
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
      if (quantity.gt(0) && (await byHand(accountId, symbol, 'sell', quantity.toFixed()))) {
        notes.handSales.push({ accountId, symbol });
      }
    },
    handTrade: async ({ accountId, symbol, side, quantity }) => {
      if (!(await byHand(accountId, symbol, side, quantity))) return;
      const signed = side === 'buy' ? quantity : `-${quantity}`;
      notes.handTrades.set(accountId, [...(notes.handTrades.get(accountId) ?? []), signed]);
    },
  };
}
