import type { TradingState } from './account-config.ts';
import type { Connection } from './account-status.ts';

/** What decides whether the master's trades reach its followers. */
export interface CopyingFacts {
  readonly masterId: string;
  /** Why no file describes a master; null when one does. */
  readonly fileProblem: string | null;
  /** `"enabled": false` in its file. */
  readonly isDisabled: boolean;
  readonly workflow: MasterWorkflowFacts;
  readonly account: MasterAccountFacts;
}

export type MasterWorkflowFacts =
  { readonly kind: 'running'; readonly copying: boolean; readonly followers: number } | NotHeard;

export type MasterAccountFacts =
  | {
      readonly kind: 'running';
      readonly connection: Connection;
      readonly reason: string | null;
      /** What holds for it. */
      readonly tradingState: TradingState;
      readonly ownTradingState: TradingState;
    }
  | NotHeard;

type NotHeard = { readonly kind: 'stopped' } | { readonly kind: 'silent'; readonly reason: string };

export interface CopyingStatus {
  /** `off`: a person switched it off. `standalone`: the master can't trade; accounts go on by themselves. */
  readonly state: 'on' | 'off' | 'standalone';
  /** In plain words; null when copying is on. */
  readonly reason: string | null;
  /** Null when the master's workflow doesn't tell. */
  readonly followers: number | null;
}

export function copyingStatus(facts: CopyingFacts): CopyingStatus {
  const { workflow } = facts;
  const followers = workflow.kind === 'running' ? workflow.followers : workflow.kind === 'stopped' ? 0 : null;
  const lacks = whatTheWorkflowLacks(facts);
  if (lacks !== null) return { state: 'standalone', reason: lacks, followers };
  if (workflow.kind === 'running' && !workflow.copying)
    return { state: 'off', reason: 'a person switched it off: "copying on" switches it on', followers };
  const fault = whatTheAccountLacks(facts);
  return fault === null ? { state: 'on', reason: null, followers } : { state: 'standalone', reason: fault, followers };
}

function whatTheWorkflowLacks(facts: CopyingFacts): string | null {
  switch (facts.workflow.kind) {
    case 'running':
      return null;
    case 'silent':
      return `the master's workflow does not answer: ${facts.workflow.reason}`;
    case 'stopped':
      return facts.fileProblem ?? `the master's workflow is not running: ${wayToStart(facts)}`;
  }
}

function whatTheAccountLacks({ account, ...facts }: CopyingFacts): string | null {
  switch (account.kind) {
    case 'silent':
      return `the master's account does not answer: ${account.reason}`;
    case 'stopped':
      return `the master's account is not running: ${facts.fileProblem ?? wayToStart(facts)}`;
    case 'running':
      return whatKeepsItFromTrading(facts.masterId, account);
  }
}

/** The one reason for which accounts don't trade on their own either. */
export const everyoneIsHalted = 'all accounts are halted, the master too: "state active --global" ends that';

function whatKeepsItFromTrading(
  masterId: string,
  account: Extract<MasterAccountFacts, { readonly kind: 'running' }>,
): string | null {
  const { connection, reason, tradingState, ownTradingState } = account;
  if (connection === 'credentials-missing') return "the master's credentials are not set";
  if (connection === 'not-connected') return withoutConnection(reason);
  if (tradingState !== 'halted') return null;
  return ownTradingState === 'halted'
    ? `the master is halted: "state active ${masterId}" lets it trade again`
    : everyoneIsHalted;
}

/** How exchanges word that they know a key no more, or not like this. */
const keyRefused = /\bkey\b|signature|unauthori[sz]ed|not authori[sz]ed|forbidden/i;

function withoutConnection(reason: string | null): string {
  if (reason === null || reason === 'starting') return 'the master is not connected yet';
  return keyRefused.test(reason)
    ? `the master's key was refused (${reason})`
    : `the master is not connected: ${reason}`;
}

const wayToStart = ({ masterId, isDisabled }: Pick<CopyingFacts, 'masterId' | 'isDisabled'>): string =>
  isDisabled ? '"enabled" is false in its file' : `start it with "accounts start ${masterId}"`;
