import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { authenticate } from './api/authenticate.ts';
import { privateEndpoints } from './api/private-endpoints.ts';
import { publicEndpoints } from './api/public-endpoints.ts';
import { envelope, refuse, type Reply } from './api/reply.ts';
import { preciseNowMs } from './clock.ts';
import type { ControlContext } from './control/control-context.ts';
import { controlRoutes } from './control/control-routes.ts';
import { refusals, type FaultRequest } from './control/control-types.ts';
import { sendBadGateway, sendJson, sendSpoiled } from './http-answer.ts';
import type { LateFill } from './orders/late-fill.ts';

interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly key: string | undefined;
  readonly signature: string | undefined;
  readonly atMs: number;
}

export function createHttpFace(context: ControlContext): Server {
  const server = createServer((request, response) => {
    void answer(context, request, response);
  });
  server.keepAliveTimeout = 65_000;
  return server;
}

async function answer(context: ControlContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const atMs = preciseNowMs();
  const body = await readAll(request);
  if (body === null) return; // the client left in the middle of its request
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const arrival: Arrival = {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    body,
    key: header(request, 'api-key'),
    signature: header(request, 'api-sign'),
    atMs,
  };
  if (path.startsWith('/control/')) answerControl(context, arrival, response);
  else await answerAsKraken(context, arrival, response);
}

function answerControl(context: ControlContext, arrival: Arrival, response: ServerResponse): void {
  const route = controlRoutes.get(`${arrival.method} ${arrival.path}`);
  if (route === undefined) {
    sendJson(response, 404, JSON.stringify({ error: `no such route: ${arrival.method} ${arrival.path}` }));
    return;
  }
  const said = route({ context, body: arrival.body, query: arrival.query });
  if ('problem' in said) sendJson(response, 400, JSON.stringify({ error: said.problem }));
  else sendJson(response, 200, JSON.stringify(said.ok));
}

async function answerAsKraken(context: ControlContext, arrival: Arrival, response: ServerResponse): Promise<void> {
  const { path, body, query, atMs } = arrival;
  const isPrivate = path.startsWith('/0/private/');
  const endpoint = path.slice(path.lastIndexOf('/') + 1);
  const key = isPrivate ? (arrival.key ?? null) : null;
  const params = arrival.method === 'POST' ? new URLSearchParams(body) : query;
  context.requests.add({ key, endpoint, atMs, clientOrderId: params.get('cl_ord_id') });
  const fault = context.faults.take(key, endpoint);
  if (fault?.kind === 'drop-before-accept') {
    response.socket?.destroy();
    return;
  }
  if (fault?.kind === 'http-502-before-accept') {
    sendBadGateway(response);
    return;
  }
  const process = admit(context, arrival, endpoint, params, fault);
  const beforeMs = context.settings.delayMs + (fault?.kind === 'delay-before-accept' ? (fault.ms ?? 0) : 0);
  if (!(await pause(beforeMs, context.stopping))) return;
  const reply = envelope(process());
  const afterMs = fault?.kind === 'delay-after-accept' ? (fault.ms ?? 0) : 0;
  if (!(await pause(afterMs, context.stopping))) return;
  sendSpoiled(response, fault?.kind, reply);
}

/** Checks the request as it arrives; what comes back does the work, maybe later. */
function admit(
  context: ControlContext,
  arrival: Arrival,
  endpoint: string,
  params: URLSearchParams,
  fault: FaultRequest | null,
): () => Reply {
  const { exchange } = context;
  const always = (error: string) => (): Reply => refuse(error);
  const publicEndpoint = arrival.path === `/0/public/${endpoint}` ? publicEndpoints.get(endpoint) : undefined;
  if (publicEndpoint !== undefined) {
    const refusal = refusalOf(fault);
    return refusal === null ? () => publicEndpoint(exchange, params) : always(refusal);
  }
  const privateEndpoint = arrival.path === `/0/private/${endpoint}` ? privateEndpoints.get(endpoint) : undefined;
  if (privateEndpoint === undefined || arrival.method !== 'POST') return always('EGeneral:Unknown method');
  const { path, key, signature, body } = arrival;
  const apiKey = authenticate(exchange, { path, key, signature, body, params });
  if ('error' in apiKey) return () => apiKey;
  const refusal = refusalOf(fault);
  if (refusal !== null) return always(refusal);
  if (context.calls?.take(apiKey.key, endpoint, context.settings.callLimit ?? null) === false)
    return always('EAPI:Rate limit exceeded');
  const { needs, run } = privateEndpoint;
  if (needs.length > 0 && !needs.some((need) => apiKey.permissions.has(need)))
    return always('EGeneral:Permission denied');
  const lateFill = lateFillOf(fault);
  return () => run({ exchange, settings: context.settings, apiKey, params, lateFill });
}

function refusalOf(fault: FaultRequest | null): string | null {
  if (fault === null) return null;
  return (fault.kind === 'refuse' ? fault.error : refusals[fault.kind]) ?? null;
}

const lateFillOf = (fault: FaultRequest | null): LateFill | null =>
  fault?.fillAfterMs === undefined ? null : { afterMs: fault.fillAfterMs, firstShare: fault.fillFirstShare ?? 0 };

/** False: the simulator stopped meanwhile. */
async function pause(ms: number, stopping: AbortSignal): Promise<boolean> {
  if (ms > 0) await sleep(ms, undefined, { ref: false });
  return !stopping.aborted;
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** The whole body; null when the client gave up. */
const readAll = (request: IncomingMessage): Promise<string | null> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
  });
