import type { FastifyLoggerOptions, FastifyRequest } from 'fastify';
import type { PinoLoggerOptions } from 'fastify/types/logger.js';

const secretFields = ['apiKey', 'apiSecret', 'password', 'token', 'joinToken', 'csrfToken', 'cookie', 'authorization'];
const secretHeaders = ['cookie', 'authorization', 'x-csrf-token', 'set-cookie'];

/** To the file, one JSON object a line. Secrets are left out wherever somebody should log an object that holds one. */
export const requestLog = (file: string): FastifyLoggerOptions & PinoLoggerOptions & { readonly file: string } => ({
  level: 'info',
  file,
  redact: {
    paths: [
      ...secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      ...secretHeaders.flatMap((header) => [`headers["${header}"]`, `*.headers["${header}"]`]),
    ],
    censor: '[redacted]',
  },
  serializers: {
    // Without the query: links may carry what opens a door.
    req: ({ method, url, ip }: FastifyRequest) => ({ method, path: url.split('?')[0] ?? '', ip }),
  },
});
