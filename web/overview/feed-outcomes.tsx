import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { TradeOutcome } from '../api/types.ts';
import { FeedOutcome } from './feed-outcome.tsx';

const usualHeight = 44;

interface FeedOutcomesProps {
  readonly accounts: readonly TradeOutcome[];
  readonly names: ReadonlyMap<string, string>;
  readonly label: string;
}

/** Hundreds of accounts in a list that scrolls, of which only those in sight are drawn. */
export function FeedOutcomes({ accounts, names, label }: FeedOutcomesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: accounts.length,
    getScrollElement: () => frame.current,
    getItemKey: (index) => accounts[index]?.accountId ?? index,
    estimateSize: () => usualHeight,
    overscan: 4,
  });
  return (
    <div ref={frame} className="outcomes" role="region" aria-label={label} tabIndex={0}>
      <ul style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const row = accounts[index];
          return row === undefined ? null : (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-setsize={accounts.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <FeedOutcome row={row} name={names.get(row.accountId) ?? row.accountId} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
