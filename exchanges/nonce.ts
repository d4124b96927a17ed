/** Strictly increasing numbers for one key: microseconds since the epoch, also when the clock steps back. */
export interface NonceSource {
  readonly last: string;
  /** @throws RangeError when `nonce` is no whole number in digits */
  raise(nonce: string): void;
  next(): string;
  /**
   * The exchange has seen a higher one and doesn't say which: the next ones are a second ahead, and with each refusal
   * in a row sixty times as far. So an hour takes four refusals, and what other software counted in nanoseconds eight.
   */
  refused(): void;
  /** The exchange took the last one. */
  taken(): void;
}

const firstJump = 1_000_000n;
const furtherJump = 60n;
/** The exchange keeps it in 64 bits, maybe with a sign. */
const highest = 2n ** 63n - 1n;

export function openNonceSource(nowMs: () => number = Date.now): NonceSource {
  let last = 0n;
  let jump = firstJump;
  return {
    get last() {
      return last.toString();
    },
    raise(nonce) {
      if (!/^\d+$/.test(nonce)) throw new RangeError(`a nonce is a whole number in digits, not "${nonce}"`);
      const floor = BigInt(nonce);
      if (floor > last) last = floor;
    },
    next() {
      const now = BigInt(Math.trunc(nowMs())) * 1000n;
      last = now > last ? now : last + 1n;
      return last.toString();
    },
    refused() {
      const half = (highest - last) / 2n;
      last += jump < half ? jump : half;
      jump *= furtherJump;
    },
    taken() {
      jump = firstJump;
    },
  };
}
