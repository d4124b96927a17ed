import { describe, expect, test } from 'vitest';
import type { OrderPlan, SendAnswer } from '../../../domain/order.ts';
import { venueOf } from '../../../exchanges/venue-table.ts';
import { mayConcernAll } from './stage.ts';
import type { Stage, StageAccount } from './stage.ts';
import type { VenueUnderTest } from './venue-under-test.ts';
import { afterAccept } from './venue-double.ts';
import type { DoubleFault } from './venue-double.ts';

/** Answers that no exchange of ours gives, and that some box in front of it may. */
const foreign = [
  { name: 'an empty object', body: '{}' },
  { name: 'an empty body', body: '' },
  { name: 'null', body: 'null' },
  { name: 'a list', body: '[]' },
  { name: 'a web page', body: '<html><body>Just a moment…</body></html>' },
  ...[403, 404, 500, 502, 503, 504, 520, 524].map((status) => ({
    name: `HTTP ${status} with a web page`,
    status,
    body: '<html></html>',
  })),
];

export function provesUnclearAnswers(venue: VenueUnderTest, stage: () => Stage): void {
  const { symbol } = venue.rules;
  const { orderFenceMs } = venueOf(venue.exchange);

  async function sendInto(fault: DoubleFault, answerTimeoutMs = 4_000): Promise<StageAccount & Sent> {
    const open = mayConcernAll(fault.status ?? 200) ? stage().openApart : stage().open;
    const opened = await open({ answerTimeoutMs });
    const plan = stage().plan();
    await stage().double.addFault(fault);
    const sinceMs = Date.now();
    return { ...opened, plan, sinceMs, answer: await opened.account.sendOrder(plan) };
  }

  function expectUnknown(answer: SendAnswer, sinceMs: number): void {
    expect(answer).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/./) as unknown });
    if (answer.kind !== 'unknown') return;
    expect(answer.sentAtMs).toBeGreaterThanOrEqual(sinceMs);
    if (orderFenceMs === null) expect(answer.fenceAtMs).toBeNull();
    else expect(answer.fenceAtMs).toBeGreaterThanOrEqual(sinceMs + orderFenceMs);
  }

  describe('the answer is lost after the exchange took the order: unknown, then found by our id', () => {
    test.each(afterAccept)('%s', async (kind) => {
      const { account, answer, plan, sinceMs } = await sendInto({ on: 'add-order', kind });
      expectUnknown(answer, sinceMs);
      const booked = await stage().booked(plan);
      expect(await account.findOrder(plan.clientOrderId, symbol, sinceMs)).toMatchObject({
        kind: 'found',
        order: { exchangeOrderId: booked?.exchangeOrderId, filledQuantity: venue.quantity },
      });
    });

    test('held past the time for it', async () => {
      const late: DoubleFault = { on: 'add-order', kind: 'delay-after-accept', ms: 600 };
      const { account, answer, plan, sinceMs } = await sendInto(late, 150);
      expectUnknown(answer, sinceMs);
      expect(await account.findOrder(plan.clientOrderId, symbol, sinceMs)).toMatchObject({ kind: 'found' });
      expect(await stage().booked(plan)).not.toBeNull();
    });
  });

  test('the connection drops before the exchange took the order: unknown, then absent', async () => {
    const { account, answer, plan, sinceMs } = await sendInto({ on: 'add-order', kind: 'drop-before-accept' });
    expectUnknown(answer, sinceMs);
    expect(await stage().booked(plan)).toBeNull();
    expect(await account.findOrder(plan.clientOrderId, symbol, sinceMs)).toEqual({ kind: 'absent' });
  });

  describe('an order may exist: never taken for a refusal', () => {
    test.each([...venue.unknowns, ...foreign])(
      '$name',
      async ({ status = 200, body }: (typeof venue.unknowns)[number]) => {
        const { answer, sinceMs } = await sendInto({ on: 'add-order', kind: 'answer', status, body });
        expectUnknown(answer, sinceMs);
      },
    );
  });
}

interface Sent {
  readonly plan: OrderPlan;
  readonly sinceMs: number;
  readonly answer: SendAnswer;
}
