import type { FastifyPluginAsync } from 'fastify';
import type { CredentialViews } from './credential-view.ts';
import type { Lockstep } from './lockstep.ts';

/** What the routes work with: each names the parts it needs, as in `Pick<ServerDeps, 'lockstep'>`. */
export interface ServerDeps {
  readonly lockstep: Lockstep;
  /** Says who asks, and refuses what its route's access doesn't allow. Holds for everything registered after it. */
  readonly auth: FastifyPluginAsync;
  readonly credentials: CredentialViews;
}
