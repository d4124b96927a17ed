export interface PersonDetails {
  readonly name: string;
  /** Compared without regard to case, kept in lower case. */
  readonly email: string;
  readonly role: 'owner' | 'member';
  /** Of a member; an owner's is empty, as an owner needs none. */
  readonly accountIds: readonly string[];
}

export interface StoredPerson extends PersonDetails {
  readonly personId: string;
  /** Has a password. */
  readonly hasJoined: boolean;
}

export interface PersonWithPassword {
  readonly person: StoredPerson;
  /** Null until the person has joined. */
  readonly passwordHash: string | null;
}

export type Added =
  | { readonly kind: 'added'; readonly person: StoredPerson; readonly joinToken: string }
  | { readonly kind: 'email-taken' };

/** `last-owner`: nobody could let anybody in any more. */
export type Changed =
  | { readonly kind: 'changed'; readonly person: StoredPerson }
  | { readonly kind: 'email-taken' | 'last-owner' | 'not-found' };

/** `link-invalid`: never given out, used, replaced by a newer one, or too old. */
export type Joined =
  { readonly kind: 'joined'; readonly person: StoredPerson } | { readonly kind: 'email-taken' | 'link-invalid' };

/**
 * Who may use Lockstep, their sessions and one-time links. Of tokens only digests are kept: each is told once, to who is
 * to have it. Every call rejects with JournalUnavailable when the database can't be used.
 */
export interface People {
  /** By name. */
  list(): Promise<readonly StoredPerson[]>;
  /** True until an owner has a password. */
  needsFirstOwner(): Promise<boolean>;
  withEmail(email: string): Promise<PersonWithPassword | null>;
  /** Without a password yet. */
  add(details: PersonDetails): Promise<Added>;
  /** A change of role ends the person's sessions. */
  change(personId: string, changes: Partial<PersonDetails>): Promise<Changed>;
  remove(personId: string): Promise<'removed' | 'last-owner' | 'not-found'>;
  /** Ends all sessions of the person, and every link that could still set another password. */
  setPassword(personId: string, passwordHash: string): Promise<void>;
  /** Nobody may see an account that is made later under the same id. */
  forgetAccount(accountId: string): Promise<void>;

  /** Replaces earlier ones of the same person; null: no such person. */
  newJoinLink(personId: string): Promise<string | null>;
  /** Replaces earlier ones; null: there is an owner already. */
  newFirstOwnerLink(): Promise<string | null>;
  isLinkValid(purpose: LinkPurpose, token: string): Promise<boolean>;
  /** Sets the password of whom the link was made for, and ends their sessions. */
  join(token: string, passwordHash: string): Promise<Joined>;
  createFirstOwner(
    token: string,
    details: Pick<PersonDetails, 'name' | 'email'>,
    passwordHash: string,
  ): Promise<Joined>;

  /** @param passwordHash the one that was proven; null when the person has another one by now */
  startSession(personId: string, passwordHash: string): Promise<string | null>;
  /** Null: no such session, or it has expired. */
  session(token: string): Promise<StoredPerson | null>;
  endSession(token: string): Promise<void>;
  endSessionsOf(personId: string): Promise<void>;
  /** When each signed in last, epoch milliseconds; those who never did are not in it. */
  signIns(): Promise<ReadonlyMap<string, number>>;

  /** Counts an attempt before it is made. @returns how long to wait; 0: may be made now */
  beginSignIn(email: string, address: string): Promise<number>;
  signInSucceeded(email: string, address: string): Promise<void>;
  close(): Promise<void>;
}

export type LinkPurpose = 'first-owner' | 'join';
