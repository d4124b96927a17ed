import { dividedBy, floorToStep, isLess, isPositive, larger, minus, plus, times, type DecimalText } from './decimal.ts';

/** One account beside the others under the limit on exposure. */
export interface ShareTaker {
  readonly accountId: string;
  /** False: it observes, and is told what it could hold if it were live beside the others. */
  readonly isLive: boolean;
  /** Null: not known. */
  readonly equityUsd: DecimalText | null;
  /** What Lockstep owns for it already. */
  readonly heldUsd: DecimalText;
}

interface Weighed {
  readonly accountId: string;
  readonly equity: DecimalText;
  readonly held: DecimalText;
  /** What it holds of its equity. */
  readonly ratio: DecimalText;
}

/** All that can be held by those whose share is above what they hold, and their equity. */
interface Level {
  readonly room: DecimalText;
  readonly weight: DecimalText;
}

const cent = '0.01';

/**
 * Each account's part of a limit, in USD: in proportion to equity, so that the larger of what an account may hold and
 * what it does hold never sums above the limit over live accounts. Who holds more than its part takes from the others'.
 */
export function exposureShares(
  limitUsd: DecimalText,
  takers: readonly ShareTaker[],
): Readonly<Record<string, DecimalText>> {
  const sharing = takers.flatMap((taker) => (taker.isLive ? weighed(taker) : [])).sort(byRatio);
  const sharingIds = new Set(sharing.map(({ accountId }) => accountId));
  const heldElsewhere = takers
    .filter(({ accountId }) => !sharingIds.has(accountId))
    .reduce<DecimalText>((sum, { heldUsd }) => plus(sum, heldUsd), '0');
  const levelWith = waterLevel(sharing);
  const level = levelWith(minus(limitUsd, heldElsewhere), '0');
  const shares = takers.map((taker): [string, DecimalText] => {
    const [one] = weighed(taker);
    if (one === undefined) return [taker.accountId, '0'];
    if (taker.isLive) return [taker.accountId, partOf(level, one.equity)];
    const ifLive = levelWith(minus(limitUsd, minus(heldElsewhere, one.held)), one.equity);
    const share = partOf(ifLive, one.equity);
    return [taker.accountId, isLess(share, one.held) ? partOf(level, one.equity) : share];
  });
  return Object.fromEntries(shares);
}

const weighed = ({ accountId, equityUsd, heldUsd }: ShareTaker): readonly Weighed[] =>
  equityUsd === null || !isPositive(equityUsd)
    ? []
    : [{ accountId, equity: equityUsd, held: heldUsd, ratio: dividedBy(heldUsd, equityUsd) }];

const byRatio = (one: Weighed, other: Weighed): number =>
  isLess(one.ratio, other.ratio) ? -1 : isLess(other.ratio, one.ratio) ? 1 : 0;

const partOf = ({ room, weight }: Level, equity: DecimalText): DecimalText =>
  isPositive(weight) ? floorToStep(dividedBy(times(equity, room), weight), cent) : '0';

/**
 * For accounts in the order of their ratio: at which part of its equity each may hold, so that all together fill the
 * limit, where those above that part count with what they hold.
 */
function waterLevel(sorted: readonly Weighed[]): (limit: DecimalText, extraEquity: DecimalText) => Level {
  const heads: DecimalText[] = ['0'];
  for (const { equity } of sorted) heads.push(plus(heads.at(-1) ?? '0', equity));
  const tails: DecimalText[] = ['0'];
  for (const { held } of sorted.toReversed()) tails.push(plus(tails.at(-1) ?? '0', held));
  tails.reverse();

  return (limit, extraEquity) => {
    const levelOf = (count: number): Level => ({
      room: larger('0', minus(limit, tails[count] ?? '0')),
      weight: plus(heads[count] ?? '0', extraEquity),
    });
    /** True when at least so many have a share of what they hold or more. */
    const isBelow = (count: number): boolean => {
      const { room, weight } = levelOf(count);
      return !isLess(room, times(sorted[count - 1]?.ratio ?? '0', weight));
    };
    let [least, most] = [0, sorted.length];
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (isBelow(middle)) least = middle;
      else most = middle - 1;
    }
    return levelOf(least);
  };
}
