import Big from 'big.js';
import type { AccountEvent } from '../../domain/account-event.ts';
import type { BookOrder } from '../../simulator/control-client.ts';
import type { AccountEvidence } from './evidence.ts';
import { differsFrom, type Ledger, type Movement } from './ledger.ts';
import { assetCodeOf } from './market-hand.ts';
import { pairNames } from './prices.ts';

/** News of a fill may be this late beside the moment that its record says. */
const slackMs = 2_000;
const pairIds: Readonly<Record<string, string>> = { XXBTZUSD: 'BTC/USD', XETHZUSD: 'ETH/USD', XLTCZUSD: 'LTC/USD' };

/** What each account owns, paid and earned, against what the exchange's own executions make of it. */
export function ledgerDifferences(account: AccountEvidence): readonly string[] {
  return [
    ...pairNames.flatMap((symbol) => positionDifferences(account, symbol)),
    ...pairNames.flatMap((symbol) => coinDifferences(account, symbol)),
  ];
}

function positionDifferences(account: AccountEvidence, symbol: string): readonly string[] {
  const position = account.state.positions[symbol];
  const claimed: Ledger = {
    quantity: position?.ownedQuantity ?? '0',
    costBasis: position?.costBasis ?? '0',
    realizedProfit: position?.realizedProfit ?? '0',
  };
  const movements = [
    ...account.orders
      .filter((order) => isKnown(account, order, symbol))
      .flatMap((order) => fills(account, order, symbol)),
    ...reductionsOf(account, symbol).map((event): Movement => {
      const quantity = /reduced_by=([\d.]+)/.exec(event.context)?.[1] ?? '0';
      return { kind: 'reduction', quantity, amount: '0', atMs: event.atMs, knownByMs: event.atMs };
    }),
  ];
  const expected = differsFrom(claimed, movements);
  if (expected === null) return [];
  const words = (ledger: Ledger): string =>
    `${ledger.quantity} at a cost of ${ledger.costBasis}, profit ${ledger.realizedProfit}`;
  return [`${symbol}: the ledger owns ${words(claimed)}; the exchange's trades make it ${words(expected)}`];
}

/** An order under review is not in the ledger yet. */
const isKnown = ({ state }: AccountEvidence, order: BookOrder, symbol: string): boolean =>
  pairIds[order.pair] === symbol &&
  !state.openOrders.some(({ record }) => record.plan?.clientOrderId === order.clientOrderId);

function fills({ records, events }: AccountEvidence, order: BookOrder, symbol: string): readonly Movement[] {
  const record = records.find(({ plan }) => plan?.clientOrderId === order.clientOrderId);
  const missed = events.filter((event) => event.code === 'MISSED_FILL' && event.symbol === symbol);
  const knownMs = Math.max(record?.settledAtMs ?? 0, ...missed.map(({ atMs }) => atMs)) + slackMs;
  return order.trades.map(({ volume, cost, fee, atMs }) => ({
    kind: order.side,
    quantity: volume,
    amount: (order.side === 'buy' ? new Big(cost).plus(fee) : new Big(cost).minus(fee)).toFixed(),
    atMs,
    knownByMs: Math.max(atMs, knownMs),
  }));
}

const reductionsOf = ({ events }: AccountEvidence, symbol: string): readonly AccountEvent[] =>
  events.filter((event) => event.code === 'EXTERNAL_REDUCTION' && event.symbol === symbol);

/** A person's coins are there to the last digit, and the ledger never owns more than the exchange holds. */
function coinDifferences(account: AccountEvidence, symbol: string): readonly string[] {
  const { planned, state, balances } = account;
  const held = new Big(balances[assetCodeOf(symbol)]?.total ?? '0');
  const owned = new Big(state.positions[symbol]?.ownedQuantity ?? '0');
  const isUnderReview = state.openOrders.some(({ record }) => record.symbol === symbol);
  if (isUnderReview) return [];
  const traded = account.handOrders.filter(({ pair }) => pairIds[pair] === symbol);
  const soldByHand = planned.person === 'sells-copies' && traded.length > 0;
  if (soldByHand) {
    return owned.minus(held).lte('0.00000001')
      ? []
      : [`${symbol}: a person sold, the exchange holds ${held.toFixed()}, the ledger still owns ${owned.toFixed()}`];
  }
  const own = traded.reduce(
    (sum, { side, filled }) => (side === 'buy' ? sum.plus(filled) : sum.minus(filled)),
    new Big(symbol === 'BTC/USD' ? planned.ownCoins : 0),
  );
  return [
    ...reductionsOf(account, symbol).map(({ context }) => `${symbol}: reduced though no person sold: ${context}`),
    ...(held.minus(owned).eq(own)
      ? []
      : [
          `${symbol}: ${held.toFixed()} at the exchange less ${owned.toFixed()} owned is not the person's ${own.toFixed()}`,
        ]),
  ];
}
