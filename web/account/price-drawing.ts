import {
  BaselineSeries,
  CandlestickSeries,
  ColorType,
  createChart,
  createSeriesMarkers,
  LineStyle,
  LineType,
  type ISeriesApi,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { Candle, CandleInterval } from '../api/types.ts';
import type { Mark, ProfitStep } from './price-marks.ts';
import type { PricePalette } from './price-palette.ts';
import { decimalsOf } from './price-words.ts';

export interface PricePicture {
  readonly symbol: string;
  readonly interval: CandleInterval;
  readonly candles: readonly Candle[];
  readonly marks: readonly Mark[];
  /** Empty: no line is drawn. */
  readonly profit: readonly ProfitStep[];
  /** Of what is owned; null: nothing is. */
  readonly averageCost: string | null;
}

export interface PriceDrawing {
  /** The part of time that is looked at stays, as long as the market and the interval do. */
  show(picture: PricePicture, palette: PricePalette): void;
  remove(): void;
}

const profitPane = 1;

/** @param onHover when the candle under the pointer opened; null: none is under it */
export function drawPrices(frame: HTMLElement, onHover: (openedAtMs: number | null) => void): PriceDrawing {
  const chart = createChart(frame, {
    autoSize: true,
    rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.12, bottom: 0.12 } },
    // Wide enough to be read, newest first; what is older is a drag away.
    timeScale: { borderVisible: false, secondsVisible: false, barSpacing: 7, rightOffset: 3 },
    localization: { locale: 'en-GB' },
    // The page scrolls, the chart doesn't take that over.
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
  });
  const prices = chart.addSeries(CandlestickSeries, { borderVisible: false, priceLineVisible: false });
  const markers = createSeriesMarkers<Time>(prices, [], { autoScale: true, zOrder: 'top' });
  const cost = prices.createPriceLine({ price: 0, lineStyle: LineStyle.Dashed, lineWidth: 1 });
  let profit: ISeriesApi<'Baseline'> | null = null;
  let shown = '';
  let shift = 0;
  chart.subscribeCrosshairMove(({ time }) => {
    onHover(typeof time === 'number' ? (time - shift) * 1_000 : null);
  });

  const timeOf = (atMs: number): UTCTimestamp => (Math.floor(atMs / 1_000) + shift) as UTCTimestamp;

  function showProfit(steps: readonly ProfitStep[], palette: PricePalette): void {
    if (steps.length === 0) {
      if (profit !== null) chart.removeSeries(profit);
      profit = null;
      return;
    }
    if (profit === null) {
      profit = chart.addSeries(
        BaselineSeries,
        { baseValue: { type: 'price', price: 0 }, lineWidth: 2, lineType: LineType.WithSteps, priceLineVisible: false },
        profitPane,
      );
      chart.panes()[profitPane]?.setStretchFactor(0.4);
    }
    profit.applyOptions({
      priceFormat: priceFormat(profitDecimals(steps)),
      topLineColor: palette.profit,
      topFillColor1: `${palette.profit}33`,
      topFillColor2: `${palette.profit}08`,
      bottomLineColor: palette.loss,
      bottomFillColor1: `${palette.loss}08`,
      bottomFillColor2: `${palette.loss}33`,
    });
    profit.setData(steps.map((step) => ({ time: timeOf(step.openedAtMs), value: Number(step.profit) })));
  }

  return {
    show({ symbol, interval, candles, marks, profit: steps, averageCost }, palette) {
      // The chart knows one time zone. A day's candle is a day of UTC.
      shift = interval === '1d' ? 0 : -60 * new Date().getTimezoneOffset();
      chart.applyOptions({
        layout: {
          background: { type: ColorType.Solid, color: 'transparent' },
          textColor: palette.text,
          fontFamily: 'Inter Variable, system-ui, sans-serif',
          panes: { separatorColor: palette.line, enableResize: false },
        },
        grid: { vertLines: { visible: false }, horzLines: { color: palette.line } },
        timeScale: { timeVisible: interval !== '1d' },
      });
      const [upColor, downColor] = [palette.rise, palette.fall];
      prices.applyOptions({ upColor, wickUpColor: upColor, downColor, wickDownColor: downColor });
      prices.applyOptions({ priceFormat: priceFormat(decimalsOf(candles)) });
      prices.setData(
        candles.map(({ openedAtMs, open, high, low, close }) => ({
          ...{ time: timeOf(openedAtMs), open: Number(open), high: Number(high) },
          ...{ low: Number(low), close: Number(close) },
        })),
      );
      markers.setMarkers(marks.map((mark) => markerOf(mark, timeOf(mark.openedAtMs), palette)));
      const isOwned = averageCost !== null;
      cost.applyOptions({ lineVisible: isOwned, axisLabelVisible: isOwned });
      cost.applyOptions({ price: Number(averageCost ?? 0), color: palette.cost });
      showProfit(steps, palette);
      const look = `${symbol} ${interval}`;
      if (look !== shown) chart.timeScale().resetTimeScale();
      shown = look;
    },
    remove: () => {
      chart.remove();
    },
  };
}

const priceFormat = (precision: number) => ({ type: 'price', precision, minMove: 10 ** -precision }) as const;

/** Cents, but of so little that none would be seen. */
function profitDecimals(steps: readonly ProfitStep[]): number {
  const most = Math.max(...steps.map(({ profit }) => Math.abs(Number(profit))));
  return most === 0 || most >= 0.1 ? 2 : 8;
}

/** Its tip is at the price. */
const markerOf = ({ side, price, trades }: Mark, time: UTCTimestamp, palette: PricePalette): SeriesMarker<Time> => ({
  ...{ time, price, color: palette[side], size: 1.4 },
  position: side === 'buy' ? 'atPriceBottom' : 'atPriceTop',
  shape: side === 'buy' ? 'arrowUp' : 'arrowDown',
  ...(trades.length === 1 ? {} : { text: String(trades.length) }),
});
