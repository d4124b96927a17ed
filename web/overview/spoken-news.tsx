import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { TradeView } from '../api/types.ts';
import { newsOf } from './trade-news.ts';

const betweenMs = 4_000;

/** For screen readers: one line on the latest trade, at most every few seconds, however many outcomes arrive. */
export function SpokenNews({ trade }: { readonly trade: TradeView | undefined }) {
  const news = trade === undefined ? '' : newsOf(trade);
  const latest = useRef(news);
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    latest.current = news;
  }, [news]);
  useEffect(() => {
    const first = latest.current;
    // What was there when the page opened is read with the page.
    const timer = setInterval(() => {
      if (latest.current !== first) setSpoken(latest.current);
    }, betweenMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <VisuallyHidden role="log" aria-live="polite">
      {spoken}
    </VisuallyHidden>
  );
}
