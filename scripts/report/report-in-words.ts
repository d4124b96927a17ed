import type { Amounts } from '../../domain/amounts.ts';
import { isLess, isPositive, larger, minus, rounded, type DecimalText } from '../../domain/decimal.ts';
import type { Execution } from '../../domain/execution.ts';
import type { AccountProfit, Figures, TotalProfit } from '../../domain/profit-report.ts';
import { count, money, print, printTable, timeText } from '../output.ts';

export function showAccounts(accounts: readonly AccountProfit[]): void {
  printTable(
    ['account', 'trades', 'realized', 'unrealized', 'fees', 'slippage avg/worst', 'delay p50/max', 'owned'],
    accounts.map((account) => [
      account.sandbox ? `${account.accountId}\n(practice)` : account.accountId,
      account.copied === account.trades ? `${account.trades}` : `${account.trades}\n(${account.copied} copied)`,
      amountsInWords(account.realizedProfit),
      account.unrealizedProfit === null ? 'price not known' : amountsInWords(account.unrealizedProfit),
      amountsInWords(account.fees),
      slippageInWords(account),
      delayInWords(account),
      ownedInWords(account),
    ]),
  );
}

export function showTotal(total: TotalProfit): void {
  const { accounts, trades, copied, realizedProfit, unrealizedProfit, fees, unpricedAccounts } = total;
  const without = unpricedAccounts.length;
  const unpriced = without === 0 ? '' : ` (without ${count(without, 'account')} whose prices are not known)`;
  print(
    `total of ${count(accounts, 'account')}: ${count(trades, 'trade')}, ${copied} of them copied`,
    `  realized    ${inOneLine(realizedProfit)}`,
    `  unrealized  ${unrealizedProfit === null ? 'not known' : inOneLine(unrealizedProfit)}${unpriced}`,
    `  fees        ${inOneLine(fees)}`,
    `  slippage    ${slippageInWords(total)}, average and worst against the master's price`,
    `  delay       ${delayInWords(total)}, median and longest from the master's fill to the send`,
  );
}

export function showExecutions(executions: readonly Execution[], latest: number): void {
  const shown = executions.slice(-latest);
  if (shown.length < executions.length)
    print(`the latest ${shown.length} of ${executions.length} trades; --json and --csv hold all`);
  if (shown.length === 0) return;
  printTable(
    ['time (UTC)', 'trade', 'quantity', 'price', 'cost', 'fee', 'realized', 'from', 'slippage', 'delay'],
    shown.map((one) => [
      timeText(one.atMs),
      `${one.side} ${one.symbol}`,
      one.quantity,
      amountText(one.averagePrice),
      `${amountText(one.cost)} ${one.quote}`,
      `${amountText(one.feeAmount)} ${one.feeAsset ?? ''}`.trim(),
      one.realizedProfit === null ? '-' : `${amountText(one.realizedProfit)} ${one.quote}`,
      sourceInWords[one.source],
      one.slippageBps === null ? '-' : `${one.slippageBps} bps`,
      one.delayMs === null ? '-' : `${one.delayMs} ms`,
    ]),
  );
}

const sourceInWords = { copied: 'the master', own: 'own order', 'by-hand': 'by hand' } as const;

const slippageInWords = ({ slippageAverageBps, slippageWorstBps }: Figures): string =>
  slippageAverageBps === null || slippageWorstBps === null ? '-' : `${slippageAverageBps} / ${slippageWorstBps} bps`;

const delayInWords = ({ delayP50Ms, delayMaxMs }: Figures): string =>
  delayP50Ms === null || delayMaxMs === null ? '-' : `${delayP50Ms} / ${delayMaxMs} ms`;

const ownedInWords = ({ positions }: AccountProfit): string =>
  positions
    .filter(({ ownedQuantity }) => isPositive(ownedQuantity))
    .map(({ symbol, ownedQuantity }) => `${ownedQuantity} ${symbol}`)
    .join('\n') || '-';

const parts = (amounts: Amounts): readonly string[] =>
  Object.entries(amounts).map(([asset, amount]) => `${amountText(amount)} ${asset}`);
const amountsInWords = (amounts: Amounts): string => parts(amounts).join('\n') || '0';
const inOneLine = (amounts: Amounts): string => parts(amounts).join(', ') || '0';

/** Cents of what is worth more than one, eight decimals of what is less. */
const amountText = (amount: DecimalText): string =>
  isLess(larger(amount, minus('0', amount)), '1') ? rounded(amount, 8) : money(amount);
