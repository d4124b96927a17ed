import { InvalidArgumentError } from 'commander';
import { Refusal } from './refusal.ts';

/** What a person found at the exchange. */
export type OrderVerdict =
  | { readonly verdict: 'never-existed' }
  | {
      readonly verdict: 'filled';
      readonly exchangeOrderId: string;
      readonly filledQuantity: string;
      readonly averagePrice: string;
    };

export interface VerdictOptions {
  readonly exchangeOrderId?: string;
  readonly quantity?: string;
  readonly price?: string;
}

/** @throws InvalidArgumentError */
export function idText(text: string): string {
  if (!/^[\w.:-]{1,100}$/.test(text)) throw new InvalidArgumentError('Expected an id, without blanks.');
  return text;
}

/** @throws Refusal as wrong usage, unless a fill comes with its three facts and nothing else does */
export function orderVerdict(
  verdict: OrderVerdict['verdict'],
  { exchangeOrderId, quantity, price }: VerdictOptions,
): OrderVerdict {
  if (verdict === 'never-existed') {
    if ([exchangeOrderId, quantity, price].every((fact) => fact === undefined)) return { verdict };
    throw new Refusal('--exchange-order-id, --quantity and --price go with "filled" only', 2);
  }
  if (exchangeOrderId === undefined || quantity === undefined || price === undefined)
    throw new Refusal('"filled" needs --exchange-order-id, --quantity and --price', 2);
  return { verdict, exchangeOrderId, filledQuantity: quantity, averagePrice: price };
}
