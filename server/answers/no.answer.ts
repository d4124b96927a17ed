import { z } from 'zod';

/** For status 204. */
export const NoAnswer = z.undefined().meta({ description: 'Done; there is nothing to tell.' });
