import { z } from 'zod';
import type { CredentialView } from '../credential-view.ts';
import { described } from './described.ts';

export const CredentialAnswer = described<CredentialView>()(
  'Credential',
  z.strictObject({
    source: z
      .enum(['vault', 'environment'])
      .nullable()
      .meta({ description: 'The vault’s wins over the environment’s; null: there is none.' }),
    masked: z
      .string()
      .nullable()
      .meta({
        description: 'First and last three characters of the key; no secret is ever answered.',
        examples: ['abc…xyz'],
      }),
  }),
);
