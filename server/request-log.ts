import type { Writable } from 'node:stream';
import type { FastifyLoggerOptions, FastifyReply, FastifyRequest } from 'fastify';
import type { PinoLoggerOptions } from 'fastify/types/logger.js';

const secretFields = ['apiKey', 'apiSecret', 'password', 'token', 'joinToken', 'csrfToken', 'cookie', 'authorization'];
const secretHeaders = ['cookie', 'authorization', 'x-csrf-token', 'set-cookie'];

/** One JSON object a line. Secrets are left out wherever somebody should log an object that holds one. */
export const requestLog = (
  stream: Writable,
): FastifyLoggerOptions & PinoLoggerOptions & { readonly stream: Writable } => ({
  level: 'info',
  stream,
  redact: {
    paths: [
      ...secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      ...secretHeaders.flatMap((header) => [`headers["${header}"]`, `*.headers["${header}"]`]),
    ],
    censor: '[redacted]',
  },
  serializers: { req: whatWasAsked },
});

/** Without the query: links may carry what opens a door. */
const whatWasAsked = ({ method, url, ip }: FastifyRequest) => ({ method, path: url.split('?')[0] ?? '', ip });

/** Who changed what. Reads, and what came too often, would fill the disk. */
export async function logChange(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD' || reply.statusCode === 429) return;
  const { statusCode, elapsedTime } = reply;
  const personId = request.person?.personId ?? null;
  request.log.info({ req: request, personId, statusCode, ms: Math.round(elapsedTime) }, 'change');
}
