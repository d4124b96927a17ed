import type { OrderForm, OrderSize, Side } from '../api/types.ts';

export type SizeKind = OrderSize['kind'];

/** What is typed so far. */
export interface OrderDraft {
  readonly symbol: string;
  readonly side: Side;
  readonly sizeKind: SizeKind;
  /** A percentage for a fraction. */
  readonly size: string;
}

export const emptyDraft: OrderDraft = { symbol: 'BTC/USD', side: 'buy', sizeKind: 'quote', size: '' };

const amount = /^\d+(\.\d+)?$/;
const symbolPattern = /^[A-Z0-9]+\/[A-Z0-9]+$/;

type Mistakes = Readonly<Partial<Record<'symbol' | 'size', string>>>;

/** One line for each field that can't be meant; the server checks all again. */
export function mistakesIn({ symbol, sizeKind, size }: OrderDraft): Mistakes {
  const text = size.trim();
  const isAmount = amount.test(text) && /[1-9]/.test(text);
  const isTooMuch = sizeKind === 'fraction' && isAmount && Number(text) > 100;
  return {
    ...(symbolPattern.test(symbol.trim().toUpperCase()) ? {} : { symbol: 'Expected a symbol such as BTC/USD' }),
    ...(isAmount && !isTooMuch
      ? {}
      : { size: sizeKind === 'fraction' ? 'Expected a percentage up to 100' : 'Expected a number above 0' }),
  };
}

/** @param orderId the same id again is the same order */
const orderOf = ({ symbol, side, sizeKind, size }: OrderDraft, orderId: string): OrderForm => ({
  orderId,
  symbol: symbol.trim().toUpperCase(),
  side,
  size: sizeOf(sizeKind, size.trim()),
});

/**
 * The order with an id of its own.
 * @param unclear a trade that may have been sent: typed again, it keeps its id and so can't become a second order
 */
export function orderFor(draft: OrderDraft, unclear: OrderForm | null): OrderForm {
  const order = orderOf(draft, unclear?.orderId ?? newOrderId());
  return JSON.stringify(order) === JSON.stringify(unclear) ? order : orderOf(draft, newOrderId());
}

function sizeOf(kind: SizeKind, text: string): OrderSize {
  switch (kind) {
    case 'quantity':
      return { kind, quantity: text };
    case 'quote':
      return { kind, amount: text };
    case 'fraction':
      return { kind, fraction: hundredth(text) };
  }
}

/** Exactly: `12.5` is `0.125`. */
function hundredth(percent: string): string {
  const [whole = '0', fraction = ''] = percent.split('.');
  const digits = whole.padStart(3, '0');
  const text = `${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
  return text.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '');
}

/** Also where `crypto.randomUUID` is missing, as on pages without TLS. */
const newOrderId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Such as `buy BTC for 250 USD`.
 * @param owner whose share a fraction is of
 */
export function orderInWords({ symbol, side, size }: OrderForm, owner = 'the master'): string {
  const [base = '', quote = ''] = symbol.split('/');
  switch (size.kind) {
    case 'quantity':
      return `${side} ${size.quantity} ${base} (${symbol})`;
    case 'quote':
      return `${side} ${base} for ${size.amount} ${quote}`;
    case 'fraction':
      return `sell ${percentOf(size.fraction)}% of what ${owner} owns of ${base}`;
  }
}

/** Exactly: `0.125` is `12.5`. */
function percentOf(fraction: string): string {
  const [whole = '0', digits = ''] = fraction.split('.');
  const moved = `${whole}${digits.slice(0, 2).padEnd(2, '0')}.${digits.slice(2)}`;
  return moved.replace(/^0+(?=\d)/, '').replace(/\.$/, '');
}
