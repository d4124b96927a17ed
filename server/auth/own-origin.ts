import type { FastifyRequest } from 'fastify';

/** False for what another site's page sends; true for what says nothing of a page, as programs do. */
export function isFromOwnOrigin(request: FastifyRequest, publicOrigin: string | null): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return origin === publicOrigin || origin === originOf(`${request.protocol}://${request.host}`);
}

const originOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);
