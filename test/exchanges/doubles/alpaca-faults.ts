import type { ServerResponse } from 'node:http';
import type { DoubleFault } from '../conformance/venue-double.ts';
import type { AlpacaCall, AlpacaReply } from './alpaca-http.ts';

const webPage = '<!doctype html><html><body><h1>Just a moment</h1></body></html>';

/** What kind of call this is, for a fault that waits for one. */
export function kindOf({ method, path }: AlpacaCall): DoubleFault['on'] | null {
  if (method === 'POST' && path === '/v2/orders') return 'add-order';
  if (method === 'GET' && path.startsWith('/v2/orders')) return 'look';
  return method === 'GET' && /^\/v2\/(account|positions)/.test(path) ? 'ask' : null;
}

/** Answers as the fault wants it; what the call does at the exchange is done by `process`, if it is done at all. */
export function answerWithFault(fault: DoubleFault, process: () => AlpacaReply, response: ServerResponse): void {
  if (fault.kind === 'drop-before-accept') {
    response.destroy();
    return;
  }
  if (fault.kind === 'answer') {
    send(response, { status: fault.status ?? 200, body: fault.body ?? '' });
    return;
  }
  const reply = process();
  const body = reply.body ?? '';
  switch (fault.kind) {
    case 'drop-after-accept':
      response.destroy();
      return;
    case 'cut-off-after-accept':
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length + 1 });
      response.write(body.slice(0, body.length / 2), () => response.destroy());
      return;
    case 'http-502-after-accept':
      send(response, { status: 502, body: webPage });
      return;
    case 'garbage-after-accept':
      send(response, { status: 200, body: body.slice(0, body.length / 2) });
      return;
    case 'empty-after-accept':
      send(response, { status: 200, body: '' });
      return;
    case 'html-after-accept':
      send(response, { status: 200, body: webPage });
      return;
    case 'empty-object-after-accept':
      send(response, { status: 200, body: '{}' });
      return;
    case 'delay-after-accept':
      setTimeout(() => send(response, reply), fault.ms ?? 0).unref();
      return;
  }
}

export function send(response: ServerResponse, { status, body }: AlpacaReply): void {
  response.writeHead(status, body === null ? {} : { 'Content-Type': 'application/json; charset=UTF-8' });
  response.end(body ?? undefined);
}
