import type { LoadedConfig } from '../../config/load-config.ts';
import type { ConfigChange } from '../../domain/config-changes.ts';
import type { GlobalLimits } from '../../domain/global-state.ts';
import { openJournal } from '../../store/open-journal.ts';
import { forEach } from '../account-answer.ts';
import { globalOrderOf } from '../join-global.ts';
import { print, printJson, warn } from '../output.ts';
import { readGlobal } from '../read-global.ts';
import { reloadAccount, type Reloaded } from '../reload-account.ts';
import { readRoster } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

interface ReloadedGlobal {
  readonly changed: boolean;
  readonly changes: readonly ConfigChange[];
  readonly reason: string | null;
}

/**
 * Reads the files again and makes everything that runs as they say: changed accounts are configured, new and enabled
 * ones start, disabled ones stop and keep what they own. What has a mistake stays as it is.
 */
export const runReload = ({ json }: { readonly json: boolean }): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const mistakes = roster.config.problems.filter(({ severity }) => severity === 'error');
    const limitsBefore = await limitsOf(session);
    const order = await globalOrderOf(session, roster.config.globalLimits);
    const journal = openJournal({ url: session.places.journalUrl });
    const reload = { access: session, journal, roster, order };
    const reloaded = await forEach(roster.accounts, (account) => reloadAccount(reload, account)).finally(() =>
      journal.close(),
    );
    const global = globalChanges(limitsBefore, roster.config);
    const failed = reloaded.filter((one) => one.failed);
    if (json) printJson({ results: reloaded.map(asDocument), global });
    else {
      const lines = [...reloaded.filter((one) => !one.failed).flatMap(inWords), ...globalInWords(global)];
      print(...(lines.length === 0 ? ['nothing has changed'] : lines));
    }
    warn(...failed.map(({ accountId, reason }) => `${accountId}: not reloaded: ${reason ?? ''}`));
    return failed.length > 0 || mistakes.length > 0 ? 1 : 0;
  });

async function limitsOf(session: Session): Promise<GlobalLimits | null> {
  const answer = await readGlobal(session);
  return answer.kind === 'running' ? answer.status.limits : null;
}

function globalChanges(before: GlobalLimits | null, config: LoadedConfig): ReloadedGlobal {
  const { globalLimits: after, fileGlobalLimits } = config;
  if (after === null) {
    const why = fileGlobalLimits === null ? 'its file has a mistake' : 'what was set in the browser is not known';
    return { changed: false, changes: [], reason: `${why}: what held before holds` };
  }
  const text = (limit: string | null | undefined): string => limit ?? 'none';
  const changes = [
    { field: 'max_exposure_usd', from: text(before?.maxExposureUsd), to: text(after.maxExposureUsd) },
    { field: 'max_daily_loss_usd', from: text(before?.maxDailyLossUsd), to: text(after.maxDailyLossUsd) },
  ].filter(({ from, to }) => from !== to);
  return { changed: changes.length > 0, changes, reason: null };
}

/** Such as `max_order_usd 200 → 100`. */
const changeInWords = ({ field, from, to }: ConfigChange): string =>
  `${field.replace(/^limits\./, '')} ${from} → ${to}`;

function inWords({ accountId, changes, started, stopped, reason }: Reloaded): readonly string[] {
  const words = [
    ...(started ? ['started'] : []),
    ...(stopped ? ['stopped'] : []),
    ...changes.map(changeInWords),
    ...(reason === null ? [] : [reason]),
  ];
  return words.length === 0 ? [] : [`${accountId}: ${words.join(', ')}`];
}

function globalInWords({ changes, reason }: ReloadedGlobal): readonly string[] {
  const words = [...changes.map(changeInWords), ...(reason === null ? [] : [reason])];
  return words.length === 0 ? [] : [`all accounts: ${words.join(', ')}`];
}

const asDocument = ({ accountId, changed, changes, started, stopped, reason }: Reloaded) => ({
  ...{ accountId, changed, changes, started, stopped, reason },
});
