import { useComputedColorScheme } from '@mantine/core';
import { AreaSeries, createChart, type IChartApi, type ISeriesApi, type UTCTimestamp } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { money } from '../words/amounts.ts';
import { evenly, type CurvePoint } from './equity-points.ts';

const height = 220;
const mostDrawn = 400;
const palettes = {
  light: { text: '#59626a', grid: '#e6e9ec', line: '#0b7a5b' },
  dark: { text: '#a3acb4', grid: '#2a3138', line: '#4fcfa6' },
} as const;

interface EquityChartProps {
  readonly points: readonly CurvePoint[];
  /** Of the words that tell the same. */
  readonly labelledBy: string;
}

export function EquityChart({ points, labelledBy }: EquityChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ chart: IChartApi; series: ISeriesApi<'Area'> }>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (frame.current === null) return;
    const { text, grid, line } = palettes[scheme];
    const chart = createChart(frame.current, {
      autoSize: true,
      layout: {
        background: { color: 'transparent' },
        textColor: text,
        fontFamily: 'Inter Variable, system-ui, sans-serif',
      },
      grid: { vertLines: { visible: false }, horzLines: { color: grid } },
      timeScale: { timeVisible: true, secondsVisible: false, borderVisible: false },
      rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.15, bottom: 0.1 } },
      localization: { locale: 'en-GB', priceFormatter: (price: number) => money(price.toFixed(2)) },
      // The page scrolls, the chart doesn't take that over.
      handleScroll: false,
      handleScale: false,
    });
    const series = chart.addSeries(AreaSeries, {
      lineWidth: 2,
      lineColor: line,
      topColor: `${line}40`,
      bottomColor: `${line}05`,
      priceLineVisible: false,
      lastValueVisible: false,
    });
    drawn.current = { chart, series };
    return () => {
      drawn.current = null;
      chart.remove();
    };
  }, [scheme]);
  useEffect(() => {
    drawn.current?.series.setData(dataOf(points));
    drawn.current?.chart.timeScale().fitContent();
  }, [points, scheme]);
  return <div ref={frame} role="figure" aria-labelledby={labelledBy} style={{ height }} />;
}

/** The chart knows one time zone, gives each point the same room, and takes one a second. */
function dataOf(points: readonly CurvePoint[]) {
  const toLocal = -60 * new Date().getTimezoneOffset();
  const bySecond = new Map(
    evenly(points, mostDrawn).map(({ atMs, usd }) => [Math.floor(atMs / 1_000) + toLocal, Number(usd)]),
  );
  return [...bySecond].map(([time, value]) => ({ time: time as UTCTimestamp, value }));
}
