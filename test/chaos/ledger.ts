import Big from 'big.js';

/** One execution, or a reduction to what the exchange holds, as it moves a ledger. All amounts are decimal text. */
export interface Movement {
  readonly kind: 'buy' | 'sell' | 'reduction';
  /** Base units. */
  readonly quantity: string;
  /** Quote units: what a purchase took, what a sale brought, fees included. */
  readonly amount: string;
  readonly atMs: number;
  /** Lockstep may have learned of it as late as this. */
  readonly knownByMs: number;
}

export interface Ledger {
  readonly quantity: string;
  readonly costBasis: string;
  readonly realizedProfit: string;
}

/** Decimals of this file's own: Lockstep's settings don't reach them. */
const Exact = Big();
Exact.DP = 40;
/** Far below what any exchange counts in; Lockstep's own divisions keep 30 digits. */
const tolerance = new Exact('1e-18');
const mostTries = 20_000;

interface Sums {
  readonly quantity: Big;
  readonly cost: Big;
  readonly profit: Big;
}

/**
 * Computes a ledger from the exchange's own executions, by average cost, on its own and in fractions of its own.
 * A sale's profit depends on the purchases known by then, so every order of events is tried that late news allows.
 * @returns null when one of them gives `claimed`, else what the order of time gives
 */
export function differsFrom(claimed: Ledger, movements: readonly Movement[]): Ledger | null {
  const sorted = [...movements].sort((one, other) => one.atMs - other.atMs);
  const target: Sums = {
    quantity: new Exact(claimed.quantity),
    cost: new Exact(claimed.costBasis),
    profit: new Exact(claimed.realizedProfit),
  };
  let tries = 0;
  const search = (sums: Sums, left: readonly Movement[]): boolean => {
    if (left.length === 0) return isSame(sums, target);
    tries += 1;
    if (tries > mostTries) return false;
    const deadline = Math.min(...left.map(({ knownByMs }) => knownByMs));
    const first = left[0]!;
    // Two of one kind in a row may change places without a difference.
    const choices = left.filter(
      (movement, index) => index === 0 || (movement.atMs <= deadline && movement.kind !== first.kind),
    );
    return choices.some((choice) =>
      search(
        moved(sums, choice),
        left.filter((other) => other !== choice),
      ),
    );
  };
  if (search(nothing, sorted)) return null;
  const plain = sorted.reduce(moved, nothing);
  return {
    quantity: plain.quantity.toFixed(),
    costBasis: plain.cost.toFixed(),
    realizedProfit: plain.profit.toFixed(),
  };
}

const nothing: Sums = { quantity: new Exact(0), cost: new Exact(0), profit: new Exact(0) };

function moved({ quantity, cost, profit }: Sums, movement: Movement): Sums {
  const { kind } = movement;
  if (kind === 'buy') return { quantity: quantity.plus(movement.quantity), cost: cost.plus(movement.amount), profit };
  const gone = new Exact(movement.quantity);
  const left = gone.gt(quantity) ? new Exact(0) : quantity.minus(gone);
  const costLeft = left.eq(0) ? new Exact(0) : cost.times(left).div(quantity);
  if (kind === 'reduction') return { quantity: left, cost: costLeft, profit };
  return { quantity: left, cost: costLeft, profit: profit.plus(movement.amount).minus(cost.minus(costLeft)) };
}

const isSame = (one: Sums, other: Sums): boolean =>
  one.quantity.eq(other.quantity) &&
  one.cost.minus(other.cost).abs().lte(tolerance) &&
  one.profit.minus(other.profit).abs().lte(tolerance);
