import { Agent } from 'undici';
import type { Dispatcher } from 'undici';

export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface HttpLimits {
  /** From now until the last byte of the answer. */
  readonly timeoutMs: number;
  /** No byte leaves after this instant; null: no bound. */
  readonly sendBeforeMs: number | null;
}

export type HttpOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly body: string;
      readonly sentAtMs: number;
      /** How long the answer asks to stay away; null: it doesn't say. */
      readonly retryAfterMs: number | null;
      /** The second that the other side's clock showed when it answered; left out: it doesn't say. */
      readonly theirSecondMs?: number;
    }
  /** Proven: no byte of the request left. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** Anything else: the other side may have got it. */
  | { readonly kind: 'no-answer'; readonly reason: string; readonly sentAtMs: number };

export type HttpCall = (request: HttpRequest, limits: HttpLimits) => Promise<HttpOutcome>;

const largestAnswerBytes = 32 * 1024 * 1024;

/**
 * One pool of kept-alive connections for all accounts of an exchange: a busy or slow account never
 * takes another's connection, as the pool opens a further one whenever none is idle.
 */
export function openHttp(): HttpCall {
  const agent = new Agent({
    connections: null,
    pipelining: 1,
    keepAliveTimeout: 60_000,
    keepAliveMaxTimeout: 600_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { autoSelectFamily: true },
  });
  return (request, limits) => callOnce(agent, request, limits);
}

/** Writes the request at most once, whatever happens. Never rejects. */
function callOnce(agent: Agent, request: HttpRequest, limits: HttpLimits): Promise<HttpOutcome> {
  return new Promise((resolve) => {
    let sentAtMs: number | null = null;
    let status = 0;
    let retryAfterMs: number | null = null;
    let theirTime: { readonly theirSecondMs?: number } = {};
    let size = 0;
    let chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | null = null;
    let settled = false;
    const giveUpAtMs = Date.now() + limits.timeoutMs;

    const settle = (outcome: HttpOutcome): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(outcome);
    };
    const giveUp = (outcome: HttpOutcome): void => {
      settle(outcome);
      controller?.abort(new Error('given up'));
    };
    const noAnswer = (reason: string): HttpOutcome => ({ kind: 'no-answer', reason, sentAtMs: sentAtMs ?? Date.now() });
    const timer = setTimeout(() => {
      giveUp(noAnswer(`no answer within ${limits.timeoutMs} ms`));
    }, limits.timeoutMs);

    const { origin, pathname, search } = new URL(request.url);
    const headers = { 'User-Agent': 'Lockstep', ...request.headers };
    agent.dispatch(
      { origin, path: pathname + search, method: request.method, headers, body: request.body },
      {
        // Called on an open connection, just before the first byte is written.
        onRequestStart(own) {
          controller = own;
          if (settled || sentAtMs !== null) {
            own.abort(new Error('given up'));
            return;
          }
          const nowMs = Date.now();
          if (nowMs > giveUpAtMs) {
            // The process stood still: the timer is due, and this came first.
            giveUp({ kind: 'not-sent', reason: `no connection within ${limits.timeoutMs} ms` });
            return;
          }
          if (limits.sendBeforeMs !== null && nowMs > limits.sendBeforeMs) {
            giveUp({ kind: 'not-sent', reason: 'expired' });
            return;
          }
          sentAtMs = nowMs;
        },
        onResponseStart(_, statusCode, answered) {
          status = statusCode;
          retryAfterMs = waitAskedFor(answered['retry-after']);
          theirTime = timeOf(answered);
          chunks = [];
          size = 0;
        },
        onResponseData(_, chunk) {
          chunks.push(chunk);
          size += chunk.length;
          if (size > largestAnswerBytes) giveUp(noAnswer('the answer is too large'));
        },
        onResponseEnd() {
          if (sentAtMs === null) {
            settle(noAnswer('an answer without a request'));
            return;
          }
          const body = Buffer.concat(chunks).toString('utf8');
          settle({ kind: 'answered', status, body, sentAtMs, retryAfterMs, ...theirTime });
        },
        onResponseError(_, error) {
          const reason = failureText(error);
          settle(sentAtMs === null && neverConnected(error) ? { kind: 'not-sent', reason } : noAnswer(reason));
        },
      },
    );
  });
}

/** Seconds, as every exchange spells it; its other form, a date, would need a clock that is right. */
const waitAskedFor = (header: string | readonly string[] | undefined): number | null =>
  typeof header === 'string' && /^\d{1,7}(\.\d+)?$/.test(header) ? Math.ceil(Number(header) * 1000) : null;

/** What a cache kept tells the time of long ago. */
function timeOf({ date, age }: Readonly<Record<string, string | string[] | undefined>>): {
  readonly theirSecondMs?: number;
} {
  const theirSecondMs = typeof date === 'string' && age === undefined ? Date.parse(date) : NaN;
  return Number.isNaN(theirSecondMs) ? {} : { theirSecondMs };
}

/** Exactly the two failures that prove it: connection refused, host name not resolved. */
function neverConnected(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected);
  const { code, syscall } = error as NodeJS.ErrnoException;
  return (code === 'ECONNREFUSED' && syscall === 'connect') || syscall === 'getaddrinfo';
}

function failureText(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(failureText).join(', ');
  return error instanceof Error ? error.message : String(error);
}
