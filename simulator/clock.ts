/** Epoch milliseconds with sub-millisecond digits. */
export const preciseNowMs = (): number => performance.timeOrigin + performance.now();
