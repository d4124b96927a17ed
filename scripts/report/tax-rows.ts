import { stringify } from 'csv-stringify/sync';
import { isPositive, isZero } from '../../domain/decimal.ts';
import type { Execution } from '../../domain/execution.ts';
import { baseOf } from '../../domain/market-rules.ts';
import { timeText } from '../output.ts';

/** Koinly's universal file; other tax tools read it too, or by naming its columns. */
export const taxColumns = [
  ...['Date', 'Sent Amount', 'Sent Currency', 'Received Amount', 'Received Currency', 'Fee Amount', 'Fee Currency'],
  ...['Net Worth Amount', 'Net Worth Currency', 'Label', 'Description', 'TxHash'],
] as const;

type TaxRow = Readonly<Partial<Record<(typeof taxColumns)[number], string>>>;

/** One row for each execution, amounts without fees; nothing in it is taken for a formula by a spreadsheet. */
export const taxCsv = (executions: readonly Execution[]): string =>
  stringify(executions.map(taxRow), { columns: [...taxColumns], header: true, escape_formulas: true });

function taxRow(execution: Execution): TaxRow {
  const { atMs, symbol, side, quantity, cost, quote, feeAsset, feeAmount, exchangeOrderId } = execution;
  const about = {
    Date: `${timeText(atMs).slice(0, 19)} UTC`,
    Description: descriptionOf(execution),
    TxHash: exchangeOrderId ?? '',
  };
  // A fee that the exchange told of later than of the trade.
  if (isZero(quantity)) {
    return { ...about, 'Sent Amount': feeAmount, 'Sent Currency': feeAsset ?? quote, Label: 'cost' };
  }
  const [base, paid] = [
    { amount: quantity, asset: baseOf(symbol) },
    { amount: cost, asset: quote },
  ];
  const [sent, received] = side === 'buy' ? [paid, base] : [base, paid];
  return {
    ...about,
    ...{ 'Sent Amount': sent.amount, 'Sent Currency': sent.asset },
    ...{ 'Received Amount': received.amount, 'Received Currency': received.asset },
    ...(isPositive(feeAmount) ? { 'Fee Amount': feeAmount, 'Fee Currency': feeAsset ?? quote } : {}),
  };
}

function descriptionOf({ accountId, source, intentId }: Execution): string {
  switch (source) {
    case 'copied':
      return `Lockstep ${accountId}: copy of ${intentId ?? 'an intent'}`;
    case 'own':
      return `Lockstep ${accountId}: own order`;
    case 'by-hand':
      return `Lockstep ${accountId}: traded by hand`;
  }
}
