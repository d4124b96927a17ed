import type { EquityHistory } from '../store/equity.ts';
import type { Vault } from '../store/vault.ts';
import type { AccountDirectory } from './account-directory.ts';
import type { AccessDeps } from './auth/access-deps.ts';
import type { CredentialViews } from './credential-view.ts';
import type { GlobalLimitsBook } from './global-limits-book.ts';
import type { LiveFeed } from './live/live-feed.ts';
import type { Lockstep } from './lockstep.ts';

/** What the routes work with: each names the parts it needs, as in `Pick<ServerDeps, 'lockstep'>`. */
export interface ServerDeps extends AccessDeps {
  readonly lockstep: Lockstep;
  readonly live: LiveFeed;
  readonly equity: Pick<EquityHistory, 'ofAccount' | 'totals'>;
  readonly credentials: CredentialViews;
  readonly directory: AccountDirectory;
  readonly globalLimits: GlobalLimitsBook;
  /** A key that is put in is in use when it resolves. */
  readonly vault: Pick<Vault, 'put' | 'remove'>;
  /** What signals of other programs are signed with; null: they are not taken. */
  readonly webhookSecret: string | null;
}
