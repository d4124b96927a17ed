import type { People } from '../../store/people.ts';
import type { Passwords } from './passwords.ts';

/** What signing in and the check of every request work with. */
export interface AccessDeps {
  readonly people: People;
  readonly passwords: Passwords;
  /** Such as `https://lockstep.example.org`, where a proxy serves it; null: wherever a browser asks for it. */
  readonly publicOrigin: string | null;
}
