import { dividedBy, rounded, times, type DecimalText } from '../domain/decimal.ts';
import type { SizingStep } from '../domain/decision-record.ts';
import { copyingInWords } from './read-copying.ts';
import { money, tableText } from './output.ts';
import type { AccountPreview, PreviewDocument } from './preview-document.ts';
import { reasonInWords } from './reason-in-words.ts';

/** A table of what each would do; the steps of the sizing below it. */
export function previewInWords(told: PreviewDocument, withSteps: boolean): readonly string[] {
  const { accounts, unreached } = told;
  const orders = accounts.filter((account) => account.wouldOrder).length;
  return [
    ...tradeInWords(told),
    tableText(
      ['account', 'mode', 'equity USD', 'would do', 'why'],
      accounts.map((account) => [
        account.role === 'master' ? `${account.accountId} (master)` : account.accountId,
        account.mode,
        money(account.basis.equityUsd),
        orderInWords(account),
        whyInWords(account),
      ]),
    ),
    ...(withSteps ? accounts.flatMap(stepsInWords) : ['each step of the sizing: add --steps']),
    ...unreached.map(({ accountId, reason }) => `not asked: ${accountId} (${reason})`),
    `${orders} of ${accounts.length + unreached.length} would order; nothing was sent or recorded`,
  ];
}

function tradeInWords(told: PreviewDocument): readonly string[] {
  const { side, symbol, masterFill, masterEquityBefore, exitFraction, copying } = told;
  const lines = copying === null || copying.state === 'on' ? [] : [copyingInWords(copying)];
  if (copying === null || masterFill === null) return lines;
  const { quantity, averagePrice } = masterFill;
  const cost = times(quantity, averagePrice);
  const share =
    masterEquityBefore === null
      ? `${percentText(exitFraction ?? '1')} of what it owns`
      : `${percentText(dividedBy(cost, masterEquityBefore))} of its ${money(masterEquityBefore)} USD`;
  return [
    ...lines,
    `the master would ${side} ${quantity} ${symbol} at about ${averagePrice} (${money(cost)}, ${share})`,
  ];
}

const percentText = (ratio: DecimalText): string => `${rounded(times(ratio, '100'), 2)}%`;

function orderInWords(account: AccountPreview): string {
  const { side, quantity, limitPrice, notional, basis, symbol } = account;
  if (quantity === null) return 'nothing';
  const quote = basis.marketRules?.quote ?? symbol.split('/')[1] ?? '';
  const worth = notional === null ? '' : ` (${limitPrice === null ? 'about ' : ''}${money(notional)} ${quote})`;
  return `${side} ${quantity} ${limitPrice === null ? 'at the market' : `at most ${limitPrice}`}${worth}`;
}

function whyInWords({ wouldOrder, code, context, mode, guards }: AccountPreview): string {
  if (!wouldOrder) return reasonInWords(code, context);
  const caps = guards
    .filter(({ verdict }) => verdict === 'cap')
    .map((cap) => `made smaller by ${spoken(cap.guard)} (${cap.context})`);
  const unsent = code === 'SIMULATED_INTENT' ? 'the master observes' : mode === 'observe' ? 'it observes' : null;
  return [...caps, ...(unsent === null ? [] : [`not sent: ${unsent}`])].join('; ');
}

const stepsInWords = ({ accountId, sizing }: AccountPreview): readonly string[] =>
  sizing.length === 0 ? [] : [`${accountId}: ${sizing.map(stepInWords).join(' → ')}`];

/** Money in cents; quantities and prices as they are. */
const exact = new Set(['owned', 'wanted', 'quantity', 'limit_price']);
const stepInWords = ({ step, value }: SizingStep): string =>
  `${spoken(step)} ${exact.has(step) ? rounded(value, 10) : money(value)}`;

const spoken = (name: string): string => name.replaceAll('_', ' ');
