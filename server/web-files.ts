import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { withAccess } from './with-access.ts';

/** The files of the built dashboard. Names in `assets/` hold a hash of their content; all else is asked for anew. */
export async function serveWebFiles(app: FastifyInstance, webDir: string): Promise<void> {
  const assets = join(webDir, 'assets');
  await app.register(
    withAccess('anybody', async (files) => {
      await files.register(fastifyStatic, {
        root: webDir,
        dotfiles: 'ignore',
        decorateReply: false,
        cacheControl: false,
        setHeaders: (reply, path) => {
          reply.header('cache-control', path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache');
        },
      });
    }),
  );
}

/** Addresses that only the dashboard's own router knows are answered with its page. */
export async function answerNotFound(request: FastifyRequest, reply: FastifyReply, webDir: string | null) {
  const isForPage =
    (request.method === 'GET' || request.method === 'HEAD') &&
    !/^\/api(\/|\?|$)/.test(request.url) &&
    (request.headers.accept ?? '').includes('text/html');
  if (!isForPage || webDir === null) throw new ApiError(404, 'nothing is here');
  const page = await readFile(join(webDir, 'index.html'), 'utf8');
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
}
