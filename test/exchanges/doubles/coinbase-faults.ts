import { setTimeout as wait } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import type { DoubleFault } from '../conformance/venue-double.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export const jsonAnswer = (body: unknown, status = 200): HttpAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});
export const textAnswer = (body: string, status: number): HttpAnswer => ({ status, contentType: 'text/plain', body });
const page = (status: number): HttpAnswer => ({
  status,
  contentType: 'text/html',
  body: '<html><body><h1>Bad gateway</h1></body></html>',
});

/** Answers as the fault wants it; `act` does what the request asks for, if it comes to that. */
export async function answerWith(
  fault: DoubleFault | undefined,
  response: ServerResponse,
  act: () => HttpAnswer,
): Promise<void> {
  if (fault?.kind === 'drop-before-accept') {
    response.destroy();
    return;
  }
  if (fault?.kind === 'answer') {
    send(response, { status: fault.status ?? 200, contentType: 'application/json', body: fault.body ?? '' });
    return;
  }
  const answer = act();
  switch (fault?.kind) {
    case undefined:
      send(response, answer);
      return;
    case 'drop-after-accept':
      response.destroy();
      return;
    case 'cut-off-after-accept':
      response.writeHead(200, headersOf(answer));
      response.write(half(answer.body), () => response.destroy());
      return;
    case 'http-502-after-accept':
      send(response, page(502));
      return;
    case 'garbage-after-accept':
      send(response, { ...answer, status: 200, body: half(answer.body) });
      return;
    case 'empty-after-accept':
      send(response, { ...answer, status: 200, body: '' });
      return;
    case 'html-after-accept':
      send(response, page(200));
      return;
    case 'empty-object-after-accept':
      send(response, jsonAnswer({}));
      return;
    case 'delay-after-accept':
      await wait(fault.ms ?? 0, undefined, { ref: false });
      send(response, answer);
  }
}

const half = (text: string): string => text.slice(0, Math.ceil(text.length / 2));

const headersOf = ({ contentType, body }: HttpAnswer): Record<string, string | number> => ({
  'Content-Type': contentType,
  'Content-Length': Buffer.byteLength(body),
});

function send(response: ServerResponse, answer: HttpAnswer): void {
  response.writeHead(answer.status, headersOf(answer)).end(answer.body);
}
