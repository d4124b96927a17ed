import type { Sizing } from '../domain/account-config.ts';
import { rounded, times, type DecimalText } from '../domain/decimal.ts';
import type { ForecastDocument } from './forecast-document.ts';
import { limitsInWords } from './limits-in-words.ts';
import { money, tableText, timeText } from './output.ts';

export function forecastInWords(told: ForecastDocument): readonly string[] {
  const { account, sizing, limits, entries, simulated, equities, leastEquityUsd, outOfReach, fromMs, toMs } = told;
  const { half, ninety, all } = leastEquityUsd;
  const observed = simulated === 0 ? '' : `, ${simulated} of them only observed`;
  const parts = [`50% from ${equityText(half)}`, `90% from ${equityText(ninety)}`, `all from ${equityText(all)}`];
  return [
    `the master's recorded entries: ${entries}${observed} (${timeText(fromMs).slice(0, 10)} to ${timeText(toMs).slice(0, 10)})`,
    ...told.leftOut.map(({ symbol, entries: number, reason }) => `left out: ${number} of ${symbol}: ${reason}`),
    `sizing${account === null ? '' : ` of ${account}`}: ${sizingInWords(sizing)}; ${limitsInWords(limits)}; ` +
      `minimums of ${told.markets.map(({ symbol, exchange }) => `${symbol} at ${exchange}`).join(', ')}`,
    tableText(
      ['equity USD', 'could follow', 'share'],
      equities.map(({ equityUsd, followable, share }) => [
        money(equityUsd),
        `${followable} of ${entries}`,
        `${rounded(times(share, '100'), 1)}%`,
      ]),
    ),
    `least equity to follow: ${parts.join(', ')}`,
    ...(outOfReach === 0 ? [] : [`${outOfReach} of them no equity could follow under these limits`]),
    'counted as if all of the equity were free and nothing owned yet; never rounded up to a minimum',
  ];
}

const equityText = (equity: DecimalText | null): string => (equity === null ? 'no equity' : `${money(equity)} USD`);

function sizingInWords(sizing: Sizing): string {
  switch (sizing.kind) {
    case 'equity-proportional':
      return `${sizing.multiplier === '1' ? '' : `${sizing.multiplier} times `}the master's share of its equity`;
    case 'fixed-quote':
      return `${sizing.amountUsd} USD an entry`;
    case 'percent-of-equity':
      return `${sizing.percent}% of equity an entry`;
  }
}
