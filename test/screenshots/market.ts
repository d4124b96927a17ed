import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatorControl } from '../../simulator/control-client.ts';

interface Coin {
  readonly pair: string;
  readonly startsAt: number;
  readonly decimals: number;
  /** Of its price, at each move. */
  readonly rise: number;
  readonly swing: number;
  readonly movesInSwing: number;
}

/** The same prices at every run. */
const coins: readonly Coin[] = [
  { pair: 'BTC/USD', startsAt: 61_250, decimals: 1, rise: 0.0004, swing: 0.006, movesInSwing: 9 },
  { pair: 'ETH/USD', startsAt: 3_120, decimals: 2, rise: 0.0005, swing: 0.008, movesInSwing: 13 },
  { pair: 'LTC/USD', startsAt: 84.2, decimals: 2, rise: -0.0002, swing: 0.005, movesInSwing: 7 },
];

const everyMs = 5_000;

interface Market {
  move(): Promise<void>;
  moveFor(ms: number): Promise<void>;
}

/** Moves the prices at the simulator up and down, as the only one who does. */
export function playMarket(exchange: SimulatorControl): Market {
  let moves = 0;
  const move = async (): Promise<void> => {
    for (const { pair, startsAt, decimals, rise, swing, movesInSwing } of coins) {
      const factor = 1 + rise * moves + swing * Math.sin((moves * 2 * Math.PI) / movesInSwing);
      await exchange.setPrice(pair, (startsAt * factor).toFixed(decimals));
    }
    moves += 1;
  };
  const moveFor = async (ms: number): Promise<void> => {
    const endAtMs = Date.now() + ms;
    while (Date.now() < endAtMs) {
      await pause(Math.max(0, Math.min(everyMs, endAtMs - Date.now())));
      await move();
    }
  };
  return { move, moveFor };
}
