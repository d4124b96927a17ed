import type { People } from '../../store/people.ts';

/**
 * The page where the first owner is made: works once, for a day, and until the next one is asked for. The token stands
 * after the `#`, so that no log of any server on the way holds it.
 * @param baseUrl where a browser finds Lockstep
 * @returns null when there is an owner already
 */
export async function firstOwnerLink(
  people: Pick<People, 'newFirstOwnerLink'>,
  baseUrl: string,
): Promise<string | null> {
  const token = await people.newFirstOwnerLink();
  return token === null ? null : `${baseUrl.replace(/\/+$/, '')}/first-owner#token=${token}`;
}
