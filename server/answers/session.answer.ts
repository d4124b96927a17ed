import { z } from 'zod';
import type { SignedIn } from '../auth/sign-in.ts';
import { described } from './described.ts';
import { PersonAnswer } from './person.answer.ts';

const csrfToken = z
  .string()
  .meta({ description: 'To be sent as x-csrf-token with every change; ends with the session.' });

export const SessionAnswer = z
  .strictObject({
    person: PersonAnswer.nullable().meta({ description: 'Null: nobody is signed in.' }),
    needsFirstOwner: z
      .boolean()
      .meta({ description: 'Nobody has a password yet: the one-time link makes the first owner.' }),
    csrfToken,
  })
  .meta({ id: 'Session' });

export const SignedInAnswer = described<SignedIn>()('SignedIn', z.strictObject({ person: PersonAnswer, csrfToken }));

export const SignedOutAnswer = z.strictObject({ person: z.null(), csrfToken }).meta({ id: 'SignedOut' });
