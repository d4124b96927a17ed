import type { AccountPreview } from '../api/types.ts';
import { money, quantityText } from '../words/amounts.ts';
import { reasonInWords } from '../words/reason-words.ts';

/** Such as `Buy 0.0123, $616.85`. */
export function wouldDoInWords({ side, quantity, limitPrice, notional }: AccountPreview): string {
  if (quantity === null) return 'Nothing';
  const worth = notional === null ? '' : `, ${limitPrice === null ? 'about ' : ''}${money(notional)}`;
  return `${side === 'buy' ? 'Buy' : 'Sell'} ${quantityText(quantity)}${worth}`;
}

/** Why it would order nothing, or less than its share, or not send it. */
export function whyInWords({ wouldOrder, code, context, mode, guards }: AccountPreview): string {
  if (!wouldOrder) return reasonInWords(code, context);
  const caps = guards
    .filter(({ verdict }) => verdict === 'cap')
    .map(({ guard, context: cap }) => `made smaller by ${guard.replaceAll('_', ' ')} (${cap})`);
  const unsent =
    code === 'SIMULATED_INTENT'
      ? ['not sent: the master observes']
      : mode === 'observe'
        ? ['not sent: it observes']
        : [];
  return [...caps, ...unsent].join('; ');
}
