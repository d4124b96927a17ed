import type { Person } from './person.ts';

/**
 * Who may use a route, told by each as `config: { access }`; a route that tells nothing is refused to everybody.
 * `account`: those who may see the account that is `:id` in the path. `secret`: the route proves the sender by itself.
 */
export type Access = 'anybody' | 'person' | 'account' | 'owner' | 'secret';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Null until somebody has signed in. */
    person: Person | null;
  }
}
