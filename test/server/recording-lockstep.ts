import { LockstepRefusal, type AccountView, type Lockstep, type TradeView } from '../../server/lockstep.ts';
import {
  auditExample,
  auditOf,
  candlesExample,
  decisionOf,
  eventOf,
  orderOf,
  previewExample,
  rehearsalOf,
  reportExample,
} from './example-answers.ts';

export interface RecordingLockstep extends Lockstep {
  /** `name(arguments)` of each call, in order. */
  readonly calls: [name: string, ...given: unknown[]][];
  /** The next call, whichever it is, fails with this. */
  failNext(error: Error): void;
}

/** The port as the API sees it: it knows a master and two users, and keeps what it was asked. */
export function recordingLockstep(): RecordingLockstep {
  const calls: RecordingLockstep['calls'] = [];
  const views = [viewOf('master', 'master'), viewOf('ann', 'user'), viewOf('bob', 'user')];
  let failure: Error | null = null;
  const record = (name: string, ...given: unknown[]): void => {
    calls.push([name, ...given]);
    const error = failure;
    failure = null;
    if (error !== null) throw error;
  };
  const find = (accountId: string): AccountView => {
    const view = views.find((one) => one.accountId === accountId);
    if (view === undefined) throw new LockstepRefusal('not-found', `no account ${accountId}`);
    return view;
  };
  const of =
    (name: string, answerOf: (accountId: string) => unknown) =>
    async (accountId: string, ...given: unknown[]): Promise<never> => {
      record(name, accountId, ...given);
      find(accountId);
      return answerOf(accountId) as never;
    };
  const one = (name: string) => of(name, find);
  const all =
    (name: string, answer: unknown) =>
    async (...given: unknown[]): Promise<never> => {
      record(name, ...given);
      return answer as never;
    };
  const global = {
    tradingState: 'active',
    reason: null,
    limits: { maxExposureUsd: null, maxDailyLossUsd: null },
    accounts: 3,
    exposureUsd: '1234',
    profitTodayUsd: null,
  };
  return {
    calls,
    failNext: (error) => {
      failure = error;
    },
    accounts: all('accounts', views),
    account: one('account'),
    copying: all('copying', { state: 'standalone', reason: "the master's key was refused", followers: 2 }),
    global: all('global', global),
    setMode: one('setMode'),
    setTradingState: one('setTradingState'),
    setGlobalState: all('setGlobalState', global),
    setGlobalLimits: all('setGlobalLimits', global),
    setCopying: all('setCopying', { state: 'off', reason: null, followers: 2 }),
    configure: one('configure'),
    start: one('start'),
    stop: one('stop'),
    liquidate: async (accountId) => {
      record('liquidate', accountId);
      find(accountId);
      return [];
    },
    refresh: of('refresh', auditOf),
    resolve: of('resolve', orderOf),
    trade: all('trade', { intentId: 'i1', order: orderOf('c1'), delivered: 2, undelivered: [], notCopied: null }),
    tradeAlone: of('tradeAlone', orderOf),
    submitIntent: all('submitIntent', { duplicate: true }),
    preview: all('preview', previewExample),
    intents: all('intents', [tradeOf('i2', ['bob']), tradeOf('i1', ['ann', 'bob'])]),
    intent: async (intentId) => {
      record('intent', intentId);
      if (intentId === 'i2') return tradeOf('i2', ['bob']);
      return intentId === 'i1' ? tradeOf('i1', ['ann', 'bob']) : null;
    },
    decisions: async (accountId, limit) => {
      record('decisions', accountId, limit);
      return [decisionOf(accountId, '1000000')];
    },
    events: async (accountId, limit) => {
      record('events', accountId, limit);
      return [eventOf(accountId)];
    },
    candles: of('candles', () => candlesExample),
    rehearsal: of('rehearsal', rehearsalOf),
    report: all('report', reportExample),
    reportCsv: all('reportCsv', 'date,amount\n'),
    audit: all('audit', auditExample),
  };
}

const viewOf = (accountId: string, role: AccountView['role']): AccountView => ({
  accountId,
  name: accountId,
  role,
  exchange: 'kraken',
  sandbox: false,
  mode: 'observe',
  tradingState: 'active',
  ownTradingState: 'active',
  connection: 'connected',
  reason: null,
  statusWord: 'OBSERVING',
  equityUsd: '1000',
  equityAtMs: null,
  quoteFree: '1000',
  signalsObserved: 0,
  tradesCopied: 0,
  positions: [],
  rehearsal: null,
  openOrders: 0,
  needsReview: [],
  drift: [],
  pnlTodayUsd: null,
  profitUsd: null,
  permissions: null,
  allowsWithdrawal: false,
  queued: 0,
  workflowId: `account/${accountId}`,
  uiUrl: `http://127.0.0.1:8233/account/${accountId}`,
  config: null,
  isRunning: true,
});

const tradeOf = (intentId: string, accountIds: readonly string[]): TradeView => ({
  intentId,
  sequence: 1,
  symbol: 'BTC/USD',
  side: 'buy',
  kind: 'entry',
  simulated: false,
  occurredAtMs: 1,
  masterFill: { quantity: '1', averagePrice: '100' },
  accounts: accountIds.map((accountId) => ({
    accountId,
    mode: 'live',
    outcome: 'filled',
    code: null,
    context: '',
    why: '',
    quantity: '1',
    filledQuantity: '1',
    averagePrice: '100',
    slippageBps: null,
    delayMs: 10,
  })),
});
