import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { AccountView } from '../api/types.ts';
import { AccountCard } from './account-card.tsx';
import type { LastTrade } from './last-trades.ts';

const usualHeight = 100;
const gap = 8;

interface AccountListProps {
  readonly accounts: readonly AccountView[];
  readonly lastTrades: ReadonlyMap<string, LastTrade>;
  readonly label: string;
}

/** Hundreds of accounts, of which only those in sight are drawn. */
export function AccountList({ accounts, lastTrades, label }: AccountListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => {
    const measure = () => {
      if (list.current !== null) setTop(list.current.getBoundingClientRect().top + window.scrollY);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: accounts.length,
    estimateSize: () => usualHeight,
    getItemKey: (index) => accounts[index]?.accountId ?? index,
    gap,
    overscan: 3,
    scrollMargin: top,
  });
  return (
    <ul ref={list} aria-label={label} className="account-list" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ key, index, start }) => {
        const account = accounts[index];
        return account === undefined ? null : (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-setsize={accounts.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <AccountCard account={account} last={lastTrades.get(account.accountId)} />
          </li>
        );
      })}
    </ul>
  );
}
