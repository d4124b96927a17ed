/** Strictly increasing numbers for one key: microseconds since the epoch, also when the clock steps back. */
export interface NonceSource {
  readonly last: string;
  /** @throws RangeError when `nonce` is no whole number in digits */
  raise(nonce: string): void;
  next(): string;
}

export function openNonceSource(nowMs: () => number = Date.now): NonceSource {
  let last = 0n;
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
  };
}
