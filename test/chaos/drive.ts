import { setTimeout as delay } from 'node:timers/promises';
import { calm } from './calm.ts';
import type { Cast } from './cast.ts';
import { createMarketHand } from './market-hand.ts';
import type { Plan, Step } from './plan-types.ts';
import { startPace } from './pace.ts';
import { createProcessHand } from './process-hand.ts';
import type { Notes } from './notes.ts';
import type { Stage } from './stage.ts';
import { createTradeHand } from './trade-hand.ts';

/** What was asked last may still meet a fault. */
const lastFaultsMs = 1_500;

/** Carries out every step of the plan at its time; returns when each is done. */
export async function drive(plan: Plan, stage: Stage, cast: Cast, notes: Notes): Promise<void> {
  const trades = createTradeHand(plan, cast, notes);
  const market = createMarketHand(stage, notes.prices);
  const processes = createProcessHand(stage);
  const pace = startPace(cast);
  const started = plan.steps.map(async (step) => {
    await pace.until(step.atMs);
    try {
      await carryOut(step);
    } catch (error) {
      notes.problems.push(`${step.do} at ${String(step.atMs)} ms: ${(error as Error).message}`);
    }
  });
  // Who waits for an order's end may get it only once nothing goes wrong any more.
  await Promise.all(started.filter((_, index) => !waitsForAnEnd(plan.steps[index])));
  await delay(lastFaultsMs);
  pace.stop();
  await calm(stage);
  await Promise.all(started);

  function carryOut(step: Step): Promise<void> {
    switch (step.do) {
      case 'intent':
        return trades.submit(step.intent);
      case 'repeat':
        return trades.repeat(step.intentId, step.to);
      case 'tell':
        return trades.tell(step.intents, step.orders);
      case 'own-order':
        return trades.ownOrder(step);
      case 'liquidate':
        return trades.liquidate(step.accountId, step.requestId);
      case 'kill-worker':
        return processes.killWorker(step.worker, step.downMs);
      case 'kill-server':
        return processes.killServer(step.downMs);
      case 'kill-exchange':
        return processes.killExchange(step.downMs);
      case 'step-clock':
        stage.stepClock(step.worker, step.byMs);
        return Promise.resolve();
      case 'fault':
        return market.fault(step.accountId, step.fault);
      case 'revoke-key':
        return market.revokeKey(step.accountId, step.forMs);
      case 'price':
        return market.price(step.symbol, step.price);
      case 'liquidity':
        return market.liquidity(step.symbol, step.volume);
      case 'visibility-lag':
        return market.visibilityLag(step.ms);
      case 'hand-sale':
        return market.handSale(step.accountId, step.symbol, step.share);
      case 'hand-trade':
        return market.handTrade(step);
    }
  }
}

const waitsForAnEnd = (step: Step | undefined): boolean => step?.do === 'own-order' || step?.do === 'liquidate';
