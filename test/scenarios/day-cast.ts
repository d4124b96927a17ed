import type { AccountConfig, AccountMode } from '../../domain/account-config.ts';
import { configOf } from '../domain/accounts.ts';
import type { World, WorldAccount } from '../support/world.ts';

interface Role {
  readonly balances: Readonly<Record<string, string>>;
  readonly config?: Partial<AccountConfig>;
  readonly mode?: AccountMode;
}

const { limits } = configOf('nobody');
const twice: AccountConfig['sizing'] = { kind: 'equity-proportional', multiplier: '2' };

const roles = {
  plain: { balances: { USD: '10000' } },
  capped: {
    balances: { USD: '20000' },
    config: { sizing: twice, limits: { ...limits, maxOrderUsd: '700', maxPositionUsd: '1200' } },
  },
  fixed: { balances: { USD: '3000' }, config: { sizing: { kind: 'fixed-quote', amountUsd: '150' } } },
  /** Its stop is too far away to fire: it bounds the risk alone. */
  riskBound: {
    balances: { USD: '5000' },
    config: {
      sizing: { kind: 'percent-of-equity', percent: '8' },
      stopLossPct: '60',
      limits: { ...limits, maxRiskPerTradePct: '3' },
    },
  },
  stops: {
    balances: { USD: '9000' },
    config: { sizing: twice, stopLossPct: '2', takeProfitPct: '0.5', trailingStopPct: '1.5' },
  },
  ownCoins: { balances: { USD: '6000', BTC: '0.25', ETH: '3.5', LTC: '12' } },
  tiny: { balances: { USD: '8' } },
  exitOnly: { balances: { USD: '7000' } },
  observing: { balances: { USD: '10000' }, mode: 'observe' },
  sellsByHand: { balances: { USD: '8000' }, config: { sizing: twice } },
  onItsOwn: { balances: { USD: '8000' } },
} satisfies Readonly<Record<string, Role>>;

export type RoleName = keyof typeof roles;
export const roleNames = Object.keys(roles) as readonly RoleName[];

export interface Cast {
  readonly accounts: readonly WorldAccount[];
  account(name: RoleName): WorldAccount;
  /** What the account came with, by asset; empty for one that is not of this cast. */
  started(accountId: string): Readonly<Record<string, string>>;
}

/** Starts the followers of these names, live where their role says nothing else. */
export async function openCast(world: World, names: readonly RoleName[]): Promise<Cast> {
  const opened = new Map(
    await Promise.all(
      names.map(async (name): Promise<[RoleName, WorldAccount]> => {
        const { mode = 'live', ...role }: Role = roles[name];
        return [name, await world.account({ ...role, mode })];
      }),
    ),
  );
  const byId = new Map([...opened].map(([name, { config }]) => [config.accountId, roles[name].balances]));
  return {
    accounts: [...opened.values()],
    account: (name) => {
      const account = opened.get(name);
      if (account === undefined) throw new Error(`${name} is not in this cast`);
      return account;
    },
    started: (accountId) => byId.get(accountId) ?? {},
  };
}
