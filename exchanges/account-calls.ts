import type { OrderPlan, SendAnswer } from '../domain/order.ts';
import { ask, VenueRefusedQuery } from './ask.ts';
import type { Asker } from './ask.ts';
import type { Budget, Urgency } from './budget.ts';
import { ExchangeQueryError } from './exchange.ts';
import { healingNonce } from './heal-nonce.ts';
import type { NonceSource } from './nonce.ts';
import { spend } from './spend.ts';
import { openTurns } from './turns.ts';
import type { VenueQuery } from './venue.ts';

/**
 * One account's calls: each waits for the address's budget and for the account's own turn, and is signed after
 * both, so that nonces leave in order.
 */
export interface AccountCalls {
  read<T>(query: VenueQuery<T>, urgency: 'look' | 'read'): Promise<T>;
  cancel(query: VenueQuery<true>): Promise<void>;
  /** @param send makes the call when it may leave */
  order(plan: OrderPlan, weight: number, waitMs: number, send: () => Promise<SendAnswer>): Promise<SendAnswer>;
}

/** A read that can't leave by then fails; with its answer it must fit into the time of the activity that asks. */
const readWaitMs = 2_000;
/** For a refusal of the key that names no time. */
const keyPauseMs = 5_000;

export function openAccountCalls(asker: Asker, nonces: NonceSource, budget: Budget): AccountCalls {
  const turns = openTurns();
  let readsPausedUntilMs = Number.NEGATIVE_INFINITY;

  function checkPause(): void {
    const leftMs = Math.ceil(readsPausedUntilMs - performance.now());
    if (leftMs <= 0) return;
    const text = `${asker.venue.name} limits this key: it is asked again in ${leftMs} ms`;
    throw new ExchangeQueryError('rate-limited', text);
  }

  async function asked<T>(query: VenueQuery<T>): Promise<T> {
    const weight = query.request.weight ?? 1;
    let isPaid = true;
    const askAgain = async (): Promise<T> => {
      if (!isPaid) await asker.spend(weight);
      isPaid = false;
      return ask(asker, query);
    };
    try {
      return await healingNonce(asker.venue, nonces, askAgain);
    } catch (error) {
      // A refusal of the whole address is not this key's, and has a time of its own.
      if (error instanceof ExchangeQueryError && error.reason === 'rate-limited' && !budget.isPaused) {
        const refusal = error instanceof VenueRefusedQuery ? asker.venue.refusal(error.errors) : null;
        readsPausedUntilMs = performance.now() + (refusal?.retryAfterMs ?? keyPauseMs);
      }
      throw error;
    }
  }

  /** Waits outside of the account's turn, where an order of its own can pass. */
  const spendOn = ({ request }: VenueQuery<unknown>, urgency: Urgency): Promise<void> =>
    spend(asker.venue, budget, { urgency, weight: request.weight ?? 1, waitMs: readWaitMs });

  return {
    async read(query, urgency) {
      checkPause();
      await spendOn(query, urgency);
      return turns.take(urgency, () => {
        checkPause();
        return asked(query);
      });
    },
    async cancel(query) {
      await spendOn(query, 'look');
      await turns.take('look', () => asked(query));
    },
    async order(plan, weight, waitMs, send) {
      const giveUpAtMs = performance.now() + waitMs;
      const leftMs = (): number => giveUpAtMs - performance.now();
      const late: SendAnswer = { kind: 'not-sent', reason: `it could not leave within ${waitMs} ms` };
      if (plan.side === 'buy') {
        // While this entry waits, the account's own turn is free for an exit.
        if ((await budget.take('entry', weight, leftMs())) === null) return late;
        return (await turns.takeWithin('entry', leftMs(), send)) ?? late;
      }
      const sendExit = async (): Promise<SendAnswer> => {
        const permit = await budget.take('exit', weight, leftMs());
        if (permit === null) return late;
        return send().finally(permit.release);
      };
      return (await turns.takeWithin('exit', leftMs(), sendExit)) ?? late;
    },
  };
}
