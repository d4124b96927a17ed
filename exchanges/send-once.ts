import type { OrderPlan, SendAnswer } from '../domain/order.ts';
import type { Asker } from './ask.ts';
import type { ExchangeClock } from './exchange-clock.ts';
import type { HttpOutcome, HttpRequest } from './http-call.ts';
import { parseJson } from './json.ts';
import { redact, secretsOf } from './redact.ts';
import type { Venue } from './venue.ts';

/** Sends one order and sorts the answer: only an order id is acceptance, only the venue's allow-list is refusal. */
export async function sendOnce(
  asker: Asker,
  clock: Pick<ExchangeClock, 'theirs'>,
  plan: OrderPlan,
  marketId: string,
  answerTimeoutMs: number,
): Promise<SendAnswer> {
  const { venue } = asker;
  const fenceAtMs = venue.orderFenceMs === null ? null : Date.now() + venue.orderFenceMs;
  let request: HttpRequest;
  try {
    request = asker.sign(venue.addOrder(plan, marketId, fenceAtMs === null ? null : clock.theirs(fenceAtMs)));
  } catch (error) {
    return { kind: 'not-sent', reason: redact(`the order can not be signed: ${String(error)}`, asker.secrets) };
  }
  const secrets = [...asker.secrets, ...secretsOf(request)];
  const outcome = await asker.http(request, { timeoutMs: answerTimeoutMs, sendBeforeMs: plan.sendBeforeMs });
  if (outcome.kind === 'not-sent') return { kind: 'not-sent', reason: redact(outcome.reason, secrets) };

  const unknown = (reason: string): SendAnswer => ({
    kind: 'unknown',
    reason: redact(reason, secrets),
    sentAtMs: outcome.sentAtMs,
    fenceAtMs,
  });
  if (outcome.kind === 'no-answer') return unknown(outcome.reason);
  try {
    const answer = sorted(venue, outcome, unknown);
    return answer.kind === 'rejected' ? { ...answer, venueText: redact(answer.venueText, secrets) } : answer;
  } catch (error) {
    return unknown(`the answer can not be read: ${String(error)}`);
  }
}

function sorted(
  venue: Venue,
  { status, body }: Extract<HttpOutcome, { readonly kind: 'answered' }>,
  unknown: (reason: string) => SendAnswer,
): SendAnswer {
  const answer = venue.readAnswer(status, parseJson(body));
  switch (answer.kind) {
    case 'foreign':
      return unknown(`HTTP ${status} without an answer of ${venue.name}'s own`);
    case 'result': {
      const exchangeOrderId = venue.readOrderId(answer.result);
      return exchangeOrderId === null
        ? unknown('a success without an order id')
        : { kind: 'accepted', exchangeOrderId };
    }
    case 'errors': {
      const refusal = venue.refusal(answer.errors);
      const venueText = answer.errors.join(', ');
      return refusal === null ? unknown(venueText) : { kind: 'rejected', ...refusal, venueText };
    }
  }
}
