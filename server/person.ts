/** Who is signed in. An owner sees and controls everything, a member only the accounts named here. */
export interface Person {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'owner' | 'member';
  readonly accountIds: readonly string[];
}

export const maySee = (person: Person, accountId: string): boolean =>
  person.role === 'owner' || person.accountIds.includes(accountId);
