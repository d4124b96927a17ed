import { signOf } from '../words/amounts.ts';
import { signedQuoteAmount } from './quote-amount.ts';

const colours = { '-1': 'var(--lockstep-loss)', '0': 'inherit', '1': 'var(--lockstep-profit)' } as const;

export const ProfitCell = ({ symbol, amount }: { readonly symbol: string; readonly amount: string | null }) => (
  <span style={{ color: colours[signOf(amount)], whiteSpace: 'nowrap' }}>{signedQuoteAmount(symbol, amount)}</span>
);
