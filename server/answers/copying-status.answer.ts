import { z } from 'zod';
import type { CopyingStatus } from '../../domain/copying-status.ts';
import { described } from './described.ts';

export const CopyingAnswer = described<CopyingStatus>()(
  'Copying',
  z.strictObject({
    state: z.enum(['on', 'off', 'standalone']).meta({
      description: 'off: a person switched it off. standalone: the master can’t trade, accounts go on by themselves.',
    }),
    reason: z.string().nullable().meta({ description: 'Owners only, null for others.' }),
    followers: z.int().nullable().meta({ description: 'Owners only, null for others.' }),
  }),
);
