/** What the query cache calls each answer; a prefix stands for all that begin with it. */
export const queryKeys = {
  session: ['session'],
  people: ['people'],
  accounts: ['accounts'],
  /** Read again with the accounts that they are of. */
  positions: ['accounts', 'positions'],
  globalLimits: ['accounts', 'global-limits'],
  everyAccount: ['account'],
  account: (accountId: string) => ['account', accountId],
  rehearsal: (accountId: string) => ['account', accountId, 'rehearsal'],
  executions: (accountId: string, range: object) => ['account', accountId, 'executions', range],
  candles: (accountId: string, symbol: string, interval: string) => ['candles', accountId, symbol, interval],
  tradeLists: ['trades'],
  trades: (limit: number) => ['trades', limit],
  oneTrade: ['trade'],
  trade: (intentId: string) => ['trade', intentId],
  equity: (of: string, backMs: number) => ['equity', of, backMs],
  reports: ['report'],
  report: (of: string, range: object) => ['report', of, range],
} as const;
