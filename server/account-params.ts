import { z } from 'zod';
import { AccountId } from '../config/account-file.schema.ts';

export const AccountParams = z.strictObject({ id: AccountId.meta({ examples: ['ann'] }) });

/** For changes that say everything in their address. */
export const NoBody = z.strictObject({}).nullish();
