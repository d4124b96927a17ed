import type { AccountConfig } from '../domain/account-config.ts';
import { AccountEntry, AccountId } from './account-file.schema.ts';
import type { RawAccount } from './account-files.ts';
import { accountFromEntry } from './account-from-entry.ts';
import { configError, type ConfigProblem } from './config-problem.ts';
import { expectationsOf } from './expectations.ts';

/** An account whose fields are all right, and where it stands: `config/users/family.json [1]`. */
export interface PlacedAccount {
  readonly config: AccountConfig;
  readonly place: string;
}

export type CheckedAccount =
  | { readonly ok: true; readonly account: PlacedAccount }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

export function checkAccount(raw: RawAccount): CheckedAccount {
  const problem = (expectation: string): ConfigProblem => configError(`${raw.file}: ${expectation}`, idIn(raw.value));
  const entry = AccountEntry.safeParse(raw.value);
  if (!entry.success) return { ok: false, problems: expectationsOf(entry.error, raw.path).map(problem) };

  const named = entry.data.credential_name;
  if (raw.role === 'master' && named !== undefined && named !== 'MASTER') {
    const rule = `the master's credential is always ${entry.data.broker_type.toUpperCase()}_MASTER_API_KEY`;
    return { ok: false, problems: [problem(`credential_name: expected none, as ${rule}`)] };
  }
  const place = [raw.file, ...raw.path.map((index) => `[${index}]`)].join(' ');
  return { ok: true, account: { config: accountFromEntry(entry.data, raw.role), place } };
}

/** The account's id when at least that is right. */
function idIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('user_id' in value)) return null;
  return AccountId.safeParse(value.user_id).data ?? null;
}
