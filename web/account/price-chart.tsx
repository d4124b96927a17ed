import { Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { quantityText } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { fullMomentText } from '../words/times.ts';
import { drawPrices, type PriceDrawing, type PricePicture } from './price-drawing.ts';
import type { Mark } from './price-marks.ts';
import { pricePalettes } from './price-palette.ts';
import { decimalsOf, priceText } from './price-words.ts';

interface PriceChartProps {
  readonly picture: PricePicture;
  /** What a screen reader is told instead of the picture. */
  readonly label: string;
}

/** The market's candles, what was bought and sold on them, and what came of it below. */
export function PriceChart({ picture, label }: PriceChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<PriceDrawing>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (frame.current === null) return;
    const drawn = drawPrices(frame.current, setHovered);
    drawing.current = drawn;
    return () => {
      drawing.current = null;
      drawn.remove();
    };
  }, []);
  useEffect(() => {
    drawing.current?.show(picture, pricePalettes[scheme]);
  }, [picture, scheme]);
  return (
    <div>
      <Legend picture={picture} hovered={hovered} />
      <div ref={frame} role="figure" aria-label={label} style={{ height: picture.profit.length === 0 ? 300 : 400 }} />
    </div>
  );
}

interface LegendProps {
  readonly picture: PricePicture;
  readonly hovered: number | null;
}

/** The candle under the pointer, else the last one; the table of marks tells the same to who has no pointer. */
function Legend({ picture: { candles, marks }, hovered }: LegendProps) {
  const candle = candles.find(({ openedAtMs }) => openedAtMs === hovered) ?? candles.at(-1);
  if (candle === undefined) return null;
  const decimals = decimalsOf(candles);
  const traded = marks
    .filter(({ openedAtMs }) => openedAtMs === candle.openedAtMs)
    .map((mark) => markText(mark, decimals));
  const prices = (['open', 'high', 'low', 'close'] as const).map(
    (name) => `${name} ${priceText(candle[name], decimals)}`,
  );
  return (
    <Text size="xs" c="dimmed" aria-hidden className="row-of-facts figures" mih="2.9em">
      {[fullMomentText(candle.openedAtMs), ...prices].map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      {traded.map((fact) => (
        <Text key={fact} span inherit fw={600} c="var(--mantine-color-text)">
          {fact}
        </Text>
      ))}
    </Text>
  );
}

const markText = ({ side, price, trades }: Mark, decimals: number): string => {
  const verb = side === 'buy' ? 'bought' : 'sold';
  const [only] = trades;
  const what = only !== undefined && trades.length === 1 ? quantityText(only.quantity) : count(trades.length, 'time');
  return `${verb} ${what} at ${priceText(String(price), decimals)}`;
};
