import { z } from 'zod';

/** The universal format of tax tools, see `taxColumns`. */
export const CsvAnswer = {
  description: 'A file, one row for each execution with real money.',
  content: {
    'text/csv': { schema: z.string().meta({ examples: ['Date,Sent Amount,Sent Currency,Received Amount,…'] }) },
  },
};
