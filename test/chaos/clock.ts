/** This process's clock, as a step of the machine's would move it: what has passed stays, what comes is shifted. */
const trueNow = Date.now.bind(Date);
const TrueDate = Date;
let offsetMs = 0;

/** Sets how far the clock is off from now on: a step that a process missed by being dead must not be undone in another. */
export const setClockOff = (byMs: number): void => {
  offsetMs = byMs;
};

class ShiftedDate extends TrueDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(trueNow() + offsetMs);
    else super(...(given as [number]));
  }
  static override now(): number {
    return trueNow() + offsetMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
