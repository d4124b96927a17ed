import { isPositive, isZero, minus, times, type DecimalText } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import type { OrderReport } from './order.ts';
import type { FillDelta } from './position.ts';
import type { RecordedFill } from './recorded-fill.ts';

type Filled = Pick<
  DecisionRecord,
  'decidedAtMs' | 'filledQuantity' | 'filledCost' | 'averagePrice' | 'feeAsset' | 'feeAmount' | 'fills'
>;

/** Every part that the ledger holds of an order, in the order in which it took them. */
export function fillsOf(record: Filled): readonly RecordedFill[] {
  const { fills, decidedAtMs, filledQuantity, feeAsset, feeAmount } = record;
  if (fills !== undefined) return fills;
  if (!isPositive(filledQuantity)) return [];
  return [{ atMs: decidedAtMs, quantity: filledQuantity, cost: filledCostOf(record), feeAsset, feeAmount }];
}

/** What this report adds to the record, as the ledger takes it in: nothing changes what is held already. */
export function fillsWith(record: Filled, report: OrderReport, atMs: number): readonly RecordedFill[] {
  const quantity = minus(report.filledQuantity, record.filledQuantity);
  const feeAmount = minus(report.feeAmount, record.feeAmount);
  const known = fillsOf(record);
  if (!isPositive(quantity) && isZero(feeAmount)) return known;
  const cost = minus(report.cost, filledCostOf(record));
  return [...known, { atMs, quantity, cost, feeAsset: report.feeAsset, feeAmount }];
}

const filledCostOf = ({ filledCost, filledQuantity, averagePrice }: Filled): DecimalText =>
  filledCost ?? times(filledQuantity, averagePrice ?? '0');

/** The same part in the ledger's terms. A fee in a third asset is not part of a position's cost. */
export function deltaOf(
  fill: RecordedFill,
  { symbol, side, basis }: Pick<DecisionRecord, 'symbol' | 'side' | 'basis'>,
): FillDelta {
  const [base = '', quoteName = ''] = symbol.split('/');
  const quote = basis.marketRules?.quote ?? quoteName;
  const { quantity, cost, feeAsset, feeAmount } = fill;
  return {
    ...{ side, quantity, cost },
    feeInBase: feeAsset === base ? feeAmount : '0',
    feeInQuote: feeAsset === quote ? feeAmount : '0',
  };
}
