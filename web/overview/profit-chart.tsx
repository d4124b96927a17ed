import { useComputedColorScheme } from '@mantine/core';
import { BaselineSeries, createChart, type UTCTimestamp } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { money } from '../words/amounts.ts';
import type { ProfitPoint } from './profit-over-time.ts';

const height = 180;
const colours = {
  light: { text: '#555b61', line: '#e3e6e8' },
  dark: { text: '#a9afb6', line: '#33383d' },
};

export function ProfitChart({ points }: { readonly points: readonly ProfitPoint[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (frame.current === null) return;
    const { text, line } = colours[scheme];
    const chart = createChart(frame.current, {
      autoSize: true,
      layout: {
        background: { color: 'transparent' },
        textColor: text,
        fontFamily: 'Inter Variable, system-ui, sans-serif',
      },
      grid: { vertLines: { visible: false }, horzLines: { color: line } },
      timeScale: { timeVisible: true, borderColor: line },
      rightPriceScale: { borderColor: line },
      localization: { priceFormatter: (price: number) => money(price.toFixed(2)) },
      handleScroll: false,
      handleScale: false,
    });
    const series = chart.addSeries(BaselineSeries, { baseValue: { type: 'price', price: 0 } });
    series.setData(points.map(({ time, value }) => ({ time: time as UTCTimestamp, value })));
    chart.timeScale().fitContent();
    return () => chart.remove();
  }, [points, scheme]);
  const last = points.at(-1);
  return (
    <div
      ref={frame}
      role="figure"
      aria-label={`Profit over time, now ${money((last?.value ?? 0).toFixed(2))}`}
      style={{ height }}
    />
  );
}
