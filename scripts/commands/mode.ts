import { readSettings } from '../../config/settings.ts';
import { forEach } from '../account-answer.ts';
import { limitsInWords } from '../limits-in-words.ts';
import { count, money, print, printJson, warn } from '../output.ts';
import { projectDir } from '../places.ts';
import { rehearsalInWords, uncleanInWords, type RehearsalSummary } from '../rehearsal-view.ts';
import { chosenAccounts, readRoster, type AccountChoice, type KnownAccount } from '../roster.ts';
import { withSession, type Session } from '../session.ts';
import {
  askMode,
  canWithdraw,
  modeOf,
  switchMode,
  type ModeAsked,
  type ModeSwitched,
  type WantedMode,
} from '../switch-mode.ts';

export interface ModeOptions extends AccountChoice, WantedMode {
  readonly yes: boolean;
  readonly json: boolean;
}

interface ModeResult extends ModeSwitched {
  readonly accountId: string;
  /** Of an account that would go live; null for others, and when nobody can tell. */
  readonly rehearsal: RehearsalSummary | null;
}

interface Asked extends ModeAsked {
  readonly account: KnownAccount;
  readonly rehearsal: RehearsalSummary | null;
}

/** The live switch. With `--all` it switches those that it can; a named account that is refused fails the command. */
export const runMode = (options: ModeOptions): Promise<number> =>
  withSession(async (session) => {
    const { mode, yes, json, all } = options;
    const asked = await askAll(session, options);
    const isHeldBack = mode === 'live' && !yes;
    if (mode === 'live') {
      (json ? quiet : isHeldBack ? warn : print)(...asked.flatMap(liveInWords));
      const { cleanObservations } = readSettings(session.places.env, projectDir);
      warn(...asked.flatMap((one) => littleRehearsed(one, cleanObservations)));
    }
    const results = await forEach(asked, (one) =>
      isHeldBack ? Promise.resolve(heldBack(one)) : switched(session, options, one),
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

async function askAll(session: Session, options: ModeOptions): Promise<readonly Asked[]> {
  const chosen = chosenAccounts(await readRoster(session), options);
  const asked = await forEach(chosen, async (account) => ({
    account,
    ...(await askMode(session, account.accountId, options)),
  }));
  const goLive = asked.filter(
    ({ refusal, answer }) => options.mode === 'live' && refusal === null && modeOf(answer) !== 'live',
  );
  if (goLive.length === 0) return asked.map((one) => ({ ...one, rehearsal: null }));
  // A database is loaded for this alone.
  const { liveRehearsals } = await import('../live-rehearsals.ts');
  const rehearsals = await liveRehearsals(
    session,
    goLive.map(({ account: { accountId } }) => accountId),
  );
  return asked.map((one) => ({ ...one, rehearsal: rehearsals.get(one.account.accountId) ?? null }));
}

/** What would trade with real money, and what it did in rehearsal. */
function liveInWords({ account: { accountId, config }, answer, refusal, rehearsal }: Asked): readonly string[] {
  if (refusal !== null) return [`${accountId}: stays as it is: ${refusal}`];
  const status = answer.kind === 'running' ? answer.status : null;
  const equity = `equity ${money(status?.equityUsd ?? null)} USD`;
  const limits = config === null ? 'limits unknown, as it has no file' : limitsInWords(config.limits);
  return [
    `${accountId} (${status?.name ?? ''}) live on ${status?.exchange ?? ''}${status?.sandbox === true ? ' (practice)' : ''}: ${equity}, ${limits}`,
    ...(rehearsal === null ? [] : [`${accountId}: ${rehearsalInWords(rehearsal)}`]),
    ...(canWithdraw(answer) ? [`${accountId}: ITS KEY CAN WITHDRAW, and a person allowed it to go live`] : []),
  ];
}

/** A warning, never a refusal: a person may know better. */
function littleRehearsed({ account: { accountId }, rehearsal }: Asked, wanted: number): readonly string[] {
  if (rehearsal === null || rehearsal.cleanObservations >= wanted) return [];
  const clean = rehearsal.cleanObservations === 0 ? 'no' : `only ${rehearsal.cleanObservations}`;
  const unclean = uncleanInWords(rehearsal);
  return [
    `${accountId}: ${clean} clean ${rehearsal.cleanObservations === 1 ? 'observation' : 'observations'} since it last ` +
      `went to observe, fewer than the ${wanted} of LOCKSTEP_CLEAN_OBSERVATIONS${unclean === null ? '' : `; ${unclean}`}`,
  ];
}

const heldBack = ({ account: { accountId }, answer, refusal, rehearsal }: Asked): ModeResult => ({
  accountId,
  mode: modeOf(answer),
  changed: false,
  reason: refusal ?? 'live needs --yes',
  rehearsal,
});

async function switched(session: Session, options: ModeOptions, asked: Asked): Promise<ModeResult> {
  const { account, rehearsal } = asked;
  const { mode, changed, reason } = await switchMode(session, account.accountId, options, asked);
  return { accountId: account.accountId, mode, changed, reason, rehearsal };
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
