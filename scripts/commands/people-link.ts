import { print, printJson } from '../output.ts';
import { withPeople } from '../people-access.ts';
import { findPlaces } from '../places.ts';
import { notFound } from '../refusal.ts';

export interface PeopleLinkOptions {
  readonly email: string;
  readonly json: boolean;
}

/** The way back in for who forgot the password: whoever reaches the database may let anybody in. */
export async function runPeopleLink({ email, json }: PeopleLinkOptions): Promise<number> {
  const places = findPlaces();
  const unknown = (): never => {
    throw notFound(`nobody has the email ${email}`, ': "people" lists everybody');
  };
  const { person, token } = await withPeople(
    places,
    async (people) => {
      const found = await people.withEmail(email);
      const joinToken = found === null ? null : await people.newJoinLink(found.person.personId);
      if (found === null || joinToken === null) return unknown();
      await people.endSessionsOf(found.person.personId);
      return { person: found.person, token: joinToken };
    },
    unknown,
  );
  const apiUrl = places.up?.apiUrl ?? null;
  const path = `/join#token=${token}`;
  const link = apiUrl === null ? null : `${apiUrl}${path}`;
  if (json) {
    printJson({ personId: person.personId, email: person.email, link, path });
    return 0;
  }
  print(
    `Who opens this sets a new password for ${person.name} (${person.email}). It works once, within three days:`,
    `  ${link ?? path}`,
    ...(link === null
      ? ['Lockstep is not running here: start it with "npm start", and open this after the address of its dashboard.']
      : []),
    `${person.name} is signed out everywhere.`,
  );
  return 0;
}
