import type { EquityHistory, EquityPoint } from '../store/equity.ts';
import type { AccountView, Lockstep } from './lockstep.ts';

export interface EquitySampler {
  /** What is under way ends unheard. */
  stop(): void;
}

interface SamplerParts {
  readonly lockstep: Pick<Lockstep, 'accounts'>;
  readonly history: Pick<EquityHistory, 'write'>;
  /** Trouble, in one line: once for as long as it lasts. */
  readonly tell: (message: string) => void;
  readonly everyMs?: number;
  readonly now?: () => number;
}

const usualMs = 60_000;
/** Accounts read their exchange every 5 minutes. */
const freshMs = 15 * 60_000;

/** Keeps what every account is worth, from now on; no trouble of it reaches anything else. */
export function startEquitySampler(parts: SamplerParts): EquitySampler {
  const { lockstep, history, tell, everyMs = usualMs, now = Date.now } = parts;
  const startedMs = now();
  let isStopped = false;
  let inTrouble = false;
  let timer: NodeJS.Timeout | undefined;

  const sample = async (): Promise<void> => {
    try {
      const points = (await lockstep.accounts()).flatMap((view) => pointOf(view, startedMs, now()));
      if (!isStopped) await history.write(points);
      inTrouble = false;
    } catch (error) {
      if (!inTrouble && !isStopped) tell(`the equity curve has a gap: ${(error as Error).message}`);
      inTrouble = true;
    }
  };
  const goOn = async (): Promise<void> => {
    await sample();
    if (!isStopped) timer = setTimeout(() => void goOn(), everyMs);
  };
  void goOn();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/**
 * None for an account whose worth is not known, or was known only a while ago. The point is of the moment at which the
 * exchange told it, so it is true also of an account that has stopped since.
 * @param startedMs what was read before counts from then on, for all accounts at once: sums begin with all of them
 */
function pointOf(view: AccountView, startedMs: number, nowMs: number): readonly EquityPoint[] {
  const { accountId, role, sandbox, equityUsd, equityAtMs } = view;
  if (equityUsd === null || equityAtMs === null) return [];
  if (Math.abs(nowMs - equityAtMs) > freshMs) return [];
  return [{ accountId, role, sandbox, equityUsd, atMs: Math.max(equityAtMs, startedMs) }];
}
