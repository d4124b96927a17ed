import Big from 'big.js';

/** A decimal number as text, such as `"0.0123"`: how every amount travels and is stored. */
export type DecimalText = string;

/** Division keeps 30 digits: far below any exchange's smallest step. */
Big.DP = 30;
Big.NE = -31;
Big.PE = 31;

const decimalPattern = /^-?\d+(\.\d+)?$/;
export const isDecimalText = (text: string): boolean => decimalPattern.test(text);

/** The same number in its one spelling: no exponent, no trailing zeros. */
export const canonical = (a: DecimalText): DecimalText => new Big(a).toFixed();
export const plus = (a: DecimalText, b: DecimalText): DecimalText => new Big(a).plus(b).toFixed();
export const minus = (a: DecimalText, b: DecimalText): DecimalText => new Big(a).minus(b).toFixed();
export const times = (a: DecimalText, b: DecimalText): DecimalText => new Big(a).times(b).toFixed();
/** @throws when `b` is zero */
export const dividedBy = (a: DecimalText, b: DecimalText): DecimalText => new Big(a).div(b).toFixed();

export const isLess = (a: DecimalText, b: DecimalText): boolean => new Big(a).lt(b);
export const isMore = (a: DecimalText, b: DecimalText): boolean => new Big(a).gt(b);
export const isPositive = (a: DecimalText): boolean => new Big(a).gt(0);
export const isZero = (a: DecimalText): boolean => new Big(a).eq(0);
export const smaller = (a: DecimalText, b: DecimalText): DecimalText => (isLess(a, b) ? a : b);
export const larger = (a: DecimalText, b: DecimalText): DecimalText => (isMore(a, b) ? a : b);

/** The largest multiple of `step` not above `a` (for `a` at or above zero). */
export const floorToStep = (a: DecimalText, step: DecimalText): DecimalText =>
  new Big(a).div(step).round(0, Big.roundDown).times(step).toFixed();
/** The smallest multiple of `step` not below `a` (for `a` at or above zero). */
export const ceilToStep = (a: DecimalText, step: DecimalText): DecimalText =>
  new Big(a).div(step).round(0, Big.roundUp).times(step).toFixed();
/** Rounded half up to `places` decimals: for people's eyes, never for orders. */
export const rounded = (a: DecimalText, places: number): DecimalText =>
  new Big(a).round(places, Big.roundHalfUp).toFixed();
