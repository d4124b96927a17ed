import { z } from 'zod';
import { AccountId } from '../../config/account-file.schema.ts';
import { expected } from '../../config/expectations.ts';

const shortest = 12;
const longest = 200;
const text = z.string({ error: expected('text') });

export const Email = text
  .max(254, 'expected at most 254 characters')
  .regex(/^[^\s@]+@[^\s@]+$/, { error: expected('an email address') })
  .transform((email) => email.toLowerCase());

export const PersonName = text.trim().min(1, 'expected a name').max(200, 'expected at most 200 characters');

/** Of somebody who signs in: whatever it is, it is compared. */
export const GivenPassword = text.max(longest, `expected at most ${longest} characters`);

export const NewPassword = text
  .min(shortest, `expected at least ${shortest} characters`)
  .max(longest, `expected at most ${longest} characters`)
  .refine((password) => new Set(password).size >= 5, { error: 'expected at least 5 different characters' });

export const LinkToken = text.max(100, 'expected the token of a link');

export const Role = z.enum(['owner', 'member'], { error: expected('"owner" or "member"') });

export const AccountIds = z.array(AccountId, { error: expected('a list of account ids') }).max(10_000);
