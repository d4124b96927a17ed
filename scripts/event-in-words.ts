import type { AccountEvent } from '../domain/account-event.ts';
import { reasonInWords } from './reason-in-words.ts';

/** Such as `BTC/USD: sold or withdrawn by hand, … (owned=0.5 balance=0.2)`. */
export const eventInWords = ({ symbol, code, context }: AccountEvent): string =>
  `${symbol}: ${reasonInWords(code, context)}`;
