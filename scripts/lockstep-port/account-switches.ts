import { isMore } from '../../domain/decimal.ts';
import type { Lockstep } from '../../server/lockstep.ts';
import type { Journal } from '../../store/journal.ts';
import { askAccount } from '../account-answer.ts';
import { globalOrderOf } from '../join-global.ts';
import { liquidateAccount } from '../liquidate-account.ts';
import type { LockstepAccess } from '../lockstep-access.ts';
import { reviewedOrder } from '../order-review.ts';
import { freshAudit } from '../read-audit.ts';
import { readGlobal } from '../read-global.ts';
import { Refusal, unavailable, type RefusalKind } from '../refusal.ts';
import { reloadAccount } from '../reload-account.ts';
import { requireRunning } from '../require-running.ts';
import type { Roster } from '../roster.ts';
import { settleOrder } from '../settle-order.ts';
import { startFollowing } from '../start-account.ts';
import { stopAccounts, stopFailure } from '../stop-account.ts';
import { askMode, switchMode } from '../switch-mode.ts';
import { switchState } from '../switch-state.ts';
import type { KnownAccounts } from './known-accounts.ts';
import { about } from './refusing.ts';

type AccountSwitches = Pick<
  Lockstep,
  'setMode' | 'setTradingState' | 'configure' | 'start' | 'stop' | 'liquidate' | 'refresh' | 'resolve'
>;

/** What changes one account, each told to its workflow and waited for. */
export function accountSwitches(access: LockstepAccess, journal: Journal, accounts: KnownAccounts): AccountSwitches {
  /** Whatever came of it, the account is asked anew afterwards. */
  const changing = async <T>(accountId: string, change: () => Promise<T>): Promise<T> =>
    change().finally(() => {
      accounts.changed(accountId);
    });
  const orderForAll = async ({ config }: Roster) => {
    // Limits that a person set since the start are not undone by those of the file.
    const isStopped = (await readGlobal(access)).kind === 'stopped';
    return globalOrderOf(access, isStopped ? config.globalLimits : null);
  };

  return {
    setMode: async (accountId, mode, allowWithdrawPermission) => {
      await accounts.known(accountId);
      await changing(accountId, async () => {
        const wanted = { mode, allowWithdrawPermission };
        const asked = await askMode(access, accountId, wanted, 'allow that it may');
        const { mode: now, reason } = await switchMode(access, accountId, wanted, asked);
        if (now === mode) return;
        const isRefused = asked.refusal !== null && asked.answer.kind !== 'silent';
        throw notSwitched(accountId, mode, reason, isRefused ? 'refused' : kindOf(reason));
      });
      return accounts.view(accountId);
    },
    setTradingState: async (accountId, tradingState) => {
      await accounts.known(accountId);
      await changing(accountId, async () => {
        const { tradingState: now, reason } = await switchState(access, accountId, tradingState);
        if (now !== tradingState) throw notSwitched(accountId, tradingState, reason, kindOf(reason));
      });
      return accounts.view(accountId);
    },
    configure: async (accountId, config) => {
      if (config.accountId !== accountId) throw new Refusal(`"${config.accountId}" is not "${accountId}"`);
      accounts.allChanged();
      const roster = await accounts.roster();
      const order = await orderForAll(roster);
      const { failed, isBehind, reason } = await reloadAccount(
        { access, journal, roster, order },
        { accountId, config },
      );
      accounts.allChanged();
      if (failed) throw unavailable(`${accountId}: ${reason ?? 'not configured'}`);
      if (isBehind) throw new Refusal(`${accountId}: ${reason ?? 'not configured'}`);
      return accounts.viewOf({ accountId, config });
    },
    start: async (accountId) => {
      accounts.allChanged();
      const account = await accounts.known(accountId);
      const roster = await accounts.roster();
      const order = await orderForAll(roster);
      const { reason, refusal } = await startFollowing(access, journal, roster, account, order);
      accounts.changed(accountId);
      if (refusal !== null) throw new Refusal(`${accountId}: not started: ${reason ?? ''}`, 1, refusal);
      return accounts.view(accountId);
    },
    stop: async (accountId, liquidate) => {
      const account = await accounts.known(accountId);
      const { master } = (await accounts.roster()).config;
      const [stopped] = await stopAccounts(access, master?.accountId ?? null, [accountId], liquidate);
      accounts.allChanged();
      const failure = stopped === undefined ? null : stopFailure(stopped, liquidate);
      if (failure !== null) throw new Refusal(failure, 1, stopped?.refusal ?? 'refused');
      return accounts.viewOf(account);
    },
    liquidate: async (accountId) => {
      await accounts.known(accountId);
      const { orders, reason } = await changing(accountId, async () => {
        const answer = await askAccount(access, accountId);
        return about(accountId, () => liquidateAccount(access, accountId, answer));
      });
      if (orders.length === 0 && reason !== null) throw new Refusal(`${accountId}: ${reason}`);
      return orders;
    },
    refresh: async (accountId) => {
      const account = await accounts.known(accountId);
      return changing(accountId, () => about(accountId, () => freshAudit(access, journal, account)));
    },
    resolve: async (accountId, resolution) => {
      await accounts.known(accountId);
      return changing(accountId, async () => {
        const { needsReview } = await requireRunning(access, accountId);
        const order = reviewedOrder(accountId, needsReview, resolution.clientOrderId);
        if (resolution.verdict === 'filled' && isMore(resolution.filledQuantity, order.quantity))
          throw new Refusal(`${resolution.filledQuantity} is more than the order's ${order.quantity}`);
        return settleOrder(access, accountId, { ...resolution, clientOrderId: order.clientOrderId });
      });
    },
  };
}

/** One that doesn't run refuses; one that is silent may still hear it. */
const kindOf = (reason: string | null): RefusalKind => (reason === 'not running' ? 'refused' : 'unavailable');

const notSwitched = (accountId: string, wanted: string, reason: string | null, kind: RefusalKind): Refusal =>
  new Refusal(`${accountId}: not ${wanted}: ${reason ?? 'refused'}`, 1, kind);
