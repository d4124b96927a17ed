import { setTimeout as pause } from 'node:timers/promises';
import { demoKeyOf } from '../../scripts/demo-key.ts';
import type { AccountView, TradeView } from '../../server/lockstep.ts';
import type { SimulatorControl } from '../../simulator/control-client.ts';
import { exitOnly, master, refused, reviewed, revoked, users } from './cast.ts';
import { done, type Stage } from './stage.ts';
import { until } from './until.ts';

/** Half a minute of the recorded market a second: enough for curves that move. */
const recordingSpeed = 30;

const lookUps = ['OpenOrders', 'ClosedOrders', 'QueryOrders', 'TradesHistory'];
const endings = new Set(['filled', 'partial', 'observed', 'skipped', 'denied', 'rejected', 'expired']);
export const memberPassword = 'four words and a spoon';
const member = { name: 'Maya Lindqvist', email: 'maya@example.org', role: 'member', accountIds: ['maya-lindqvist'] };

const other = { name: 'Piet Larsen', email: 'piet@example.org', role: 'owner', accountIds: [] };

type Size = { readonly quote: string } | { readonly fraction: string };

interface Links {
  readonly joinToken: string;
  /** Nobody has used it. */
  readonly otherJoinToken: string;
}

/**
 * Some minutes at a small desk: what is shown comes from real decisions, and orders at the simulator.
 * @param minutes over which the trades are spread; the curves have one point for each
 */
export async function playStory(stage: Stage, minutes: number): Promise<Links> {
  const { owner, exchange } = stage;
  const trade = async (side: 'buy' | 'sell', symbol: string, size: Size): Promise<void> => {
    const spelt =
      'quote' in size ? { kind: 'quote', amount: size.quote } : { kind: 'fraction', fraction: size.fraction };
    const { intentId } = await done<{ intentId: string }>(owner, 'POST', '/trade', { side, symbol, size: spelt });
    await until(`the outcomes of ${side} ${symbol}`, async () => {
      const { accounts } = await done<TradeView>(owner, 'GET', `/trades/${encodeURIComponent(intentId)}`);
      return accounts.every(({ accountId, outcome }) => accountId === reviewed || endings.has(outcome));
    });
  };
  const goLive = (accountId: string) =>
    done(owner, 'PUT', `/accounts/${accountId}/mode`, { mode: 'live', confirm: accountId });
  const invite = (person: object) => done<{ joinToken: string }>(owner, 'POST', '/people', person);

  const deeds: readonly (() => Promise<unknown>)[] = [
    () => trade('buy', 'ETH/USD', { quote: '4000' }),
    async () => {
      for (const { accountId } of [master, ...users].filter(({ isLive }) => isLive)) await goLive(accountId);
      await trade('buy', 'BTC/USD', { quote: '14500' });
    },
    () => trade('buy', 'ETH/USD', { quote: '9200' }),
    async () => {
      await refuseAnOrder(exchange);
      await trade('buy', 'LTC/USD', { quote: '3400' });
    },
    async () => {
      await done(owner, 'PUT', `/accounts/${exitOnly}/state`, { tradingState: 'exit-only' });
      await exchange.revokeKey(demoKeyOf(revoked));
      await trade('sell', 'BTC/USD', { fraction: '0.4' });
    },
    async () => {
      await loseAnOrder(exchange);
      await trade('buy', 'BTC/USD', { quote: '6000' });
    },
    () => trade('sell', 'ETH/USD', { fraction: '0.5' }),
    () => done(owner, 'PUT', '/global-limits', { maxExposureUsd: '250000', maxDailyLossUsd: '5000' }),
  ];
  await exchange.changeSettings({ speed: recordingSpeed });
  for (const deed of deeds) {
    await deed();
    await pause((minutes * 60_000) / deeds.length);
  }
  const { joinToken } = await invite(member);
  const { joinToken: otherJoinToken } = await invite(other);
  await until('an order to review', async () => {
    const { account } = await done<{ account: AccountView }>(owner, 'GET', `/accounts/${reviewed}`);
    return account.needsReview.length > 0;
  });
  return { joinToken, otherJoinToken };
}

const refuseAnOrder = (exchange: SimulatorControl) =>
  exchange.addFault({
    kind: 'refuse',
    key: demoKeyOf(refused),
    endpoint: 'AddOrder',
    count: 1,
    error: 'EOrder:Insufficient funds',
  });

/** The exchange takes the account's next order without an answer, and can't be asked about it afterwards. */
async function loseAnOrder(exchange: SimulatorControl): Promise<void> {
  const key = demoKeyOf(reviewed);
  await exchange.addFault({ kind: 'drop-after-accept', key, endpoint: 'AddOrder', count: 1 });
  for (const endpoint of lookUps) await exchange.addFault({ kind: 'unavailable', key, endpoint });
}
