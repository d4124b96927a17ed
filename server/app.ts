import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { ServerOptions } from 'node:https';
import { isLoopback } from '../config/api-settings.ts';
import { describeApi, serveApiPages } from './api-pages.ts';
import { guardRoutes } from './auth/guard-routes.ts';
import { ApiError } from './api-error.ts';
import { answerTo } from './errors.ts';
import { boundedLog } from './bounded-log.ts';
import { bodyLimitBytes, requestLimits, usualLimits, type RequestLimits } from './request-limits.ts';
import { logChange, requestLog } from './request-log.ts';
import { apiRoutes } from './routes.ts';
import { securityHeaders } from './security-headers.ts';
import type { ServerDeps } from './server-deps.ts';
import { answerNotFound, serveWebFiles } from './web-files.ts';

export interface AppOptions {
  /** PEM; null: plain HTTP. */
  readonly tls: Pick<ServerOptions, 'cert' | 'key'> | null;
  /** Whose word on the client's address and protocol is taken; null: nobody's. */
  readonly trustProxy: readonly string[] | null;
  /** Refuses what came to the proxy in the clear, and what came past it. */
  readonly httpsOnly: boolean;
  /** Answers only who asks for this machine by name: a page whose name was made to point here reads nothing. */
  readonly loopbackOnly: boolean;
  /** The built dashboard; null: the API alone. */
  readonly webDir: string | null;
  /** Null: no log. */
  readonly logFile: string | null;
  readonly limits?: RequestLimits;
}

/** The API under `/api`, its page under `/docs`, the dashboard everywhere else; not listening yet. */
export async function createApp(deps: ServerDeps, options: AppOptions): Promise<FastifyInstance> {
  const { tls, trustProxy, httpsOnly, loopbackOnly, webDir, logFile, limits = usualLimits } = options;
  const log = logFile === null ? null : boundedLog(logFile);
  const settings = {
    bodyLimit: bodyLimitBytes,
    trustProxy: trustProxy === null ? false : [...trustProxy],
    logger: log === null ? false : requestLog(log),
    logController: new LogController({ disableRequestLogging: true }),
    // Streams of events never end by themselves.
    forceCloseConnections: true,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  } as const;
  const app = tls === null ? Fastify(settings) : (Fastify({ ...settings, https: tls }) as unknown as FastifyInstance);
  app.setValidatorCompiler(validatorCompiler);
  // Answers are described and tested, not checked anew each time.
  app.setSerializerCompiler(() => JSON.stringify);
  // Pages of other sites may send plain text without being asked.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, request, reply) => {
    const { statusCode, body } = answerTo(error);
    if (statusCode >= 500) request.log.error({ err: error }, 'a request failed');
    return reply.code(statusCode).send(body);
  });
  app.addHook('onResponse', logChange);
  app.addHook('onClose', async () => {
    if (log !== null) await new Promise<void>((resolve) => log.end(resolve));
  });
  app.setNotFoundHandler((request, reply) => answerNotFound(request, reply, webDir));

  await app.register(helmet, securityHeaders(tls !== null || httpsOnly));
  await app.register(rateLimit, requestLimits(limits));
  if (httpsOnly) app.addHook('onRequest', refuseInTheClear);
  if (loopbackOnly) app.addHook('onRequest', refuseOtherHosts);
  await app.register(cookie);
  guardRoutes(app, deps);
  await describeApi(app);
  await app.register(apiRoutes(deps), { prefix: '/api' });
  await serveApiPages(app);
  if (webDir !== null) await serveWebFiles(app, webDir);
  return app;
}

async function refuseInTheClear({ protocol }: FastifyRequest): Promise<void> {
  if (protocol !== 'https') throw new ApiError(403, 'only by HTTPS: the proxy must say so in x-forwarded-proto');
}

async function refuseOtherHosts({ hostname }: FastifyRequest): Promise<void> {
  if (!isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'))) throw new ApiError(403, 'ask for localhost or 127.0.0.1');
}
