import type { AccountMode } from '../../domain/account-config.ts';
import type { AccountStatus } from '../../domain/account-status.ts';
import { setModeSignal } from '../../workflows/messages.ts';
import { askAccount, forEach, type AccountAnswer } from '../account-answer.ts';
import { limitsInWords } from '../limits-in-words.ts';
import { count, money, print, printJson, warn } from '../output.ts';
import { chosenAccounts, readRoster, type AccountChoice, type KnownAccount } from '../roster.ts';
import { withSession, type Session } from '../session.ts';
import { switchAccount } from '../switch-account.ts';

export interface ModeOptions extends AccountChoice {
  readonly mode: AccountMode;
  readonly yes: boolean;
  readonly json: boolean;
}

interface ModeResult {
  readonly accountId: string;
  /** Null: the account doesn't run or answer. */
  readonly mode: AccountMode | null;
  readonly changed: boolean;
  readonly reason: string | null;
}

interface Asked {
  readonly account: KnownAccount;
  readonly answer: AccountAnswer;
}

/** The live switch. With `--all` it switches those that it can; a named account that is refused fails the command. */
export const runMode = (options: ModeOptions): Promise<number> =>
  withSession(async (session) => {
    const { mode, yes, json, all } = options;
    const chosen = chosenAccounts(await readRoster(session), options);
    const asked = await forEach(chosen, async (account) => ({
      account,
      answer: await askAccount(session, account.accountId),
    }));
    const isHeldBack = mode === 'live' && !yes;
    if (mode === 'live') (json ? quiet : isHeldBack ? warn : print)(...liveInWords(asked));
    const results = await forEach(asked, (one) =>
      isHeldBack ? Promise.resolve(heldBack(one)) : switchMode(session, mode, one),
    );
    if (json) printJson({ results });
    if (isHeldBack) {
      warn(`nothing was changed: "mode live" sends real orders for ${count(asked.length, 'account')}, add --yes`);
      return 1;
    }
    if (mode === 'observe') warn(...asked.flatMap(ownedWarning));
    const refused = results.filter((result) => result.mode !== mode);
    if (!json) print(...results.filter((result) => all || result.mode === mode).map(resultInWords));
    if (!all) warn(...refused.map(({ accountId, reason }) => `${accountId}: not ${mode}: ${reason ?? 'refused'}`));
    return refused.length > 0 && !all ? 1 : 0;
  });

const quiet = (): void => undefined;

/** What would trade with real money, one line an account. */
function liveInWords(asked: readonly Asked[]): readonly string[] {
  return asked.map(({ account: { accountId, config }, answer }) => {
    const refusal = refusalOf(answer);
    if (refusal !== null) return `${accountId}: stays as it is: ${refusal}`;
    const status = answer.kind === 'running' ? answer.status : null;
    const equity = `equity ${money(status?.equityUsd ?? null)} USD`;
    const limits = config === null ? 'limits unknown, as it has no file' : limitsInWords(config.limits);
    return `${accountId} (${status?.name ?? ''}) live on ${status?.exchange ?? ''}${status?.sandbox === true ? ' (practice)' : ''}: ${equity}, ${limits}`;
  });
}

/** Why an account can't go live; null when it can. */
function refusalOf(answer: AccountAnswer): string | null {
  if (answer.kind === 'stopped') return 'not running';
  if (answer.kind === 'silent') return answer.reason;
  const { connection, reason } = answer.status;
  if (connection === 'credentials-missing') return 'credentials not set';
  return connection === 'connected' ? null : `not connected${reason === null ? '' : `: ${reason}`}`;
}

const modeOf = (answer: AccountAnswer): AccountMode | null => (answer.kind === 'running' ? answer.status.mode : null);

const heldBack = ({ account: { accountId }, answer }: Asked): ModeResult => ({
  accountId,
  mode: modeOf(answer),
  changed: false,
  reason: refusalOf(answer) ?? 'live needs --yes',
});

async function switchMode(session: Session, mode: AccountMode, { account, answer }: Asked): Promise<ModeResult> {
  const { accountId } = account;
  const before = modeOf(answer);
  const unchanged = (reason: string | null): ModeResult => ({ accountId, mode: before, changed: false, reason });
  if (before === mode) return unchanged(null);
  const refusal = mode === 'live' ? refusalOf(answer) : answer.kind === 'stopped' ? 'not running' : null;
  if (refusal !== null) return unchanged(refusal);
  const isShown = (status: AccountStatus): boolean => status.mode === mode;
  const switched = await switchAccount(session, accountId, setModeSignal, [mode], isShown);
  return switched.kind === 'shown' ? { accountId, mode, changed: true, reason: null } : unchanged(switched.reason);
}

/** Observed exits are not sent: what is owned stays until somebody sells it. */
function ownedWarning({ account: { accountId }, answer }: Asked): readonly string[] {
  if (answer.kind !== 'running' || answer.status.positions.length === 0) return [];
  const owned = answer.status.positions.map(({ ownedQuantity, symbol }) => `${ownedQuantity} ${symbol}`).join(', ');
  return [
    `${accountId} owns ${owned}: in observe the master's exits are not sent for it; ` +
      `"state exit-only ${accountId}" in live stops entries and still follows exits, "liquidate ${accountId}" sells`,
  ];
}

function resultInWords({ accountId, mode, changed, reason }: ModeResult): string {
  const now = mode ?? 'not running';
  if (changed) return `${accountId}: now ${now}`;
  return `${accountId}: ${now}, unchanged${reason === null ? '' : ` (${reason})`}`;
}
