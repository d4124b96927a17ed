import type { ServerResponse } from 'node:http';
import type { DoubleFault } from '../conformance/venue-double.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

const faultsHit: Readonly<Record<string, DoubleFault['on']>> = {
  'POST /api/v3/order': 'add-order',
  'GET /api/v3/order': 'look',
  'GET /api/v3/openOrders': 'look',
  'GET /api/v3/allOrders': 'look',
  'GET /api/v3/myTrades': 'ask',
  'GET /api/v3/account': 'ask',
  'GET /sapi/v1/account/apiRestrictions': 'ask',
};

/** Faults that wait for their request. */
export function openFaults() {
  let waiting: readonly DoubleFault[] = [];
  return {
    add(fault: DoubleFault) {
      waiting = [...waiting, fault];
    },
    take(endpoint: string): DoubleFault | null {
      const index = waiting.findIndex(({ on }) => on === faultsHit[endpoint]);
      const fault = waiting[index] ?? null;
      waiting = waiting.filter((_, other) => other !== index);
      return fault;
    },
  };
}

/** Answers, or doesn't, as a fault wants it; `work` is what the request would have done. */
export function answerThrough(fault: DoubleFault | null, work: () => Answer, response: ServerResponse): void {
  const send = ({ status, body }: Answer): void => {
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(body);
  };
  if (fault?.kind === 'answer') {
    send({ status: fault.status ?? 200, body: fault.body ?? '' });
    return;
  }
  if (fault?.kind === 'drop-before-accept') {
    response.destroy();
    return;
  }
  const answer = work();
  switch (fault?.kind) {
    case undefined:
      send(answer);
      return;
    case 'drop-after-accept':
      response.destroy();
      return;
    case 'cut-off-after-accept':
      response.writeHead(200, { 'content-length': Buffer.byteLength(answer.body) });
      response.write(answer.body.slice(0, answer.body.length / 2), () => response.destroy());
      return;
    case 'http-502-after-accept':
      send({ status: 502, body: '<html><body>Bad Gateway</body></html>' });
      return;
    case 'garbage-after-accept':
      send({ status: 200, body: answer.body.slice(0, answer.body.length / 2) });
      return;
    case 'empty-after-accept':
      send({ status: 200, body: '' });
      return;
    case 'html-after-accept':
      send({ status: 200, body: '<html><body>Just a moment…</body></html>' });
      return;
    case 'empty-object-after-accept':
      send({ status: 200, body: '{}' });
      return;
    case 'delay-after-accept':
      setTimeout(send, fault.ms ?? 0, answer).unref();
      return;
  }
}
