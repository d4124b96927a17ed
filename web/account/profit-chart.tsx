import { useComputedColorScheme } from '@mantine/core';
import {
  BaselineSeries,
  CandlestickSeries,
  ColorType,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { profitCandles } from './profit-candles.ts';
import type { ProfitPoint } from './profit-series.ts';

interface ProfitChartProps {
  readonly points: readonly ProfitPoint[];
  readonly asCandles: boolean;
  /** What a screen reader is told instead of the picture. */
  readonly label: string;
}

const palettes = {
  light: { text: '#555b61', line: '#e3e7ea', profit: '#1c7c3c', loss: '#c92a2a', buy: '#1864ab', sell: '#b35900' },
  dark: { text: '#a9afb6', line: '#2c3136', profit: '#69db7c', loss: '#ff8787', buy: '#74c0fc', sell: '#ffc078' },
} as const;

/** Realized profit over time, with a mark for each buy and sell. */
export function ProfitChart({ points, asCandles, label }: ProfitChartProps) {
  const container = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (container.current === null) return;
    const colours = palettes[scheme];
    const chart = createChart(container.current, {
      autoSize: true,
      layout: {
        background: { type: ColorType.Solid, color: 'transparent' },
        textColor: colours.text,
        fontFamily: 'system-ui, sans-serif',
        attributionLogo: true,
      },
      grid: { vertLines: { visible: false }, horzLines: { color: colours.line } },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.2, bottom: 0.2 } },
      timeScale: { borderVisible: false, timeVisible: true, secondsVisible: false },
      localization: { locale: 'en-GB' },
      // The page scrolls, the chart doesn't take that over.
      handleScroll: { mouseWheel: false, vertTouchDrag: false },
      handleScale: { mouseWheel: false },
    });
    if (asCandles) drawCandles(chart, points, colours);
    else drawLine(chart, points, colours);
    chart.timeScale().fitContent();
    return () => chart.remove();
  }, [points, asCandles, scheme]);
  return <div ref={container} role="img" aria-label={label} style={{ height: 280 }} />;
}

type Palette = (typeof palettes)['light' | 'dark'];

function drawLine(chart: IChartApi, points: readonly ProfitPoint[], colours: Palette): void {
  const series = chart.addSeries(BaselineSeries, {
    baseValue: { type: 'price', price: 0 },
    lineWidth: 2,
    topLineColor: colours.profit,
    topFillColor1: `${colours.profit}33`,
    topFillColor2: `${colours.profit}08`,
    bottomLineColor: colours.loss,
    bottomFillColor1: `${colours.loss}08`,
    bottomFillColor2: `${colours.loss}33`,
    priceLineVisible: false,
  });
  series.setData(points.map(({ atSeconds, profit }) => ({ time: atSeconds as UTCTimestamp, value: Number(profit) })));
  createSeriesMarkers(
    series,
    points.flatMap((point) => marksOf(point, colours)),
    { autoScale: false },
  );
}

function drawCandles(chart: IChartApi, points: readonly ProfitPoint[], colours: Palette): void {
  const candles = profitCandles(points);
  const series = chart.addSeries(CandlestickSeries, {
    upColor: colours.profit,
    wickUpColor: colours.profit,
    downColor: colours.loss,
    wickDownColor: colours.loss,
    borderVisible: false,
    priceLineVisible: false,
  });
  series.setData(
    candles.map(({ atSeconds, trades: _, ...candle }) => ({ time: atSeconds as UTCTimestamp, ...candle })),
  );
  createSeriesMarkers(
    series,
    candles.flatMap((candle) => marksOf(candle, colours)),
    { autoScale: false },
  );
}

function marksOf(
  { atSeconds, trades }: Pick<ProfitPoint, 'atSeconds' | 'trades'>,
  colours: Palette,
): SeriesMarker<Time>[] {
  return (['buy', 'sell'] as const).flatMap((side) => {
    const number = trades.filter((trade) => trade.side === side).length;
    if (number === 0) return [];
    return {
      time: atSeconds as UTCTimestamp,
      position: side === 'buy' ? 'belowBar' : 'aboveBar',
      shape: side === 'buy' ? 'arrowUp' : 'arrowDown',
      color: colours[side],
      size: 0.6,
      ...(number === 1 ? {} : { text: `${number}` }),
    } as const;
  });
}
