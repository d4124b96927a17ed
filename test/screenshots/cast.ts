/** Who is shown: no name of anybody, play money at the simulator. */
export interface Actor {
  readonly accountId: string;
  /** At the simulator; null: at an exchange that gives it no key. */
  readonly funds: Readonly<Record<string, string>> | null;
  readonly isLive: boolean;
  /** Its configuration file, beside the id and what all have. */
  readonly entry: Readonly<Record<string, unknown>>;
}

export const master: Actor = {
  accountId: 'master',
  funds: { USD: '182000', BTC: '0.75' },
  isLive: true,
  entry: { name: 'Master desk', account_type: 'investor' },
};

export const reviewed = 'river-trust';
export const refused = 'jonas-weber';
export const revoked = 'lena-fischer';
export const exitOnly = 'tomas-herrera';
export const rehearsing = 'aiko-tanabe';
export const watched = 'northgate';

export const users: readonly Actor[] = [
  {
    accountId: watched,
    funds: { USD: '96500', BTC: '0.2' },
    isLive: true,
    entry: { name: 'Northgate Partners', account_type: 'investor', stop_loss_pct: '12' },
  },
  {
    accountId: 'harbor-street',
    funds: { USD: '64000' },
    isLive: true,
    entry: { name: 'Harbor Street Fund', account_type: 'investor' },
  },
  {
    accountId: reviewed,
    funds: { USD: '31200', ETH: '2' },
    isLive: true,
    entry: { name: 'River Family Trust', sizing: { kind: 'percent-of-equity', percent: '4' } },
  },
  {
    accountId: 'maya-lindqvist',
    funds: { USD: '18450' },
    isLive: true,
    entry: { name: 'Maya Lindqvist', sizing: { kind: 'fixed-quote', amount_usd: '500' } },
  },
  {
    accountId: exitOnly,
    funds: { USD: '9200' },
    isLive: true,
    entry: { name: 'Tomas Herrera', sizing: { kind: 'percent-of-equity', percent: '5' } },
  },
  {
    accountId: rehearsing,
    funds: { USD: '4800', ETH: '1.2' },
    isLive: false,
    entry: { name: 'Aiko Tanabe', limits: { max_daily_loss_usd: '150', max_daily_trades: 20 } },
  },
  {
    accountId: refused,
    funds: { USD: '2150' },
    isLive: true,
    entry: { name: 'Jonas Weber', limits: { max_order_usd: '120', max_position_usd: '400', max_daily_loss_usd: '60' } },
  },
  { accountId: revoked, funds: { USD: '7300' }, isLive: true, entry: { name: 'Lena Fischer' } },
  { accountId: 'ben-okafor', funds: { USD: '12' }, isLive: false, entry: { name: 'Ben Okafor' } },
  {
    accountId: 'iris-vega',
    funds: null,
    isLive: false,
    entry: { name: 'Iris Vega', broker_type: 'coinbase' },
  },
  { accountId: 'summit', funds: { USD: '15000' }, isLive: false, entry: { name: 'Summit Holdings', enabled: false } },
];
