import type { ServerResponse } from 'node:http';
import type { FaultKind } from './control/control-types.ts';

const gatewayPage = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

export function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function sendPage(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

export const sendBadGateway = (response: ServerResponse): void => {
  sendPage(response, 502, gatewayPage);
};

type Spoiler = (response: ServerResponse, body: string) => void;
const spoilers: Partial<Readonly<Record<FaultKind, Spoiler>>> = {
  'drop-after-accept': (response) => {
    response.socket?.destroy();
  },
  'cut-off-after-accept': (response, body) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.write(body.slice(0, body.length / 2), () => response.socket?.destroy());
  },
  'http-502-after-accept': sendBadGateway,
  'garbage-after-accept': (response, body) => {
    sendJson(response, 200, body.slice(0, body.length / 2));
  },
  'empty-after-accept': (response) => {
    sendJson(response, 200, '');
  },
  'html-after-accept': (response) => {
    sendPage(response, 200, gatewayPage);
  },
  'empty-object-after-accept': (response) => {
    sendJson(response, 200, '{}');
  },
};

/** Answers as the fault wants it; `body` is what would have been said without it. */
export function sendSpoiled(response: ServerResponse, kind: FaultKind | undefined, body: string): void {
  const spoil = kind === undefined ? undefined : spoilers[kind];
  if (spoil === undefined) sendJson(response, 200, body);
  else spoil(response, body);
}
