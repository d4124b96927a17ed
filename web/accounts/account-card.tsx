import { Anchor, Badge, Paper } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { AccountView, PositionView } from '../api/types.ts';
import { ProfitText } from '../parts/profit-text.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { exchangeNames, modeWords, statusInWords } from '../words/account-words.ts';
import { money, roundedQuantity, signOf } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { AccountMenu } from './account-menu.tsx';
import { CardNews } from './card-news.tsx';
import { isSameTrade, type LastTrade } from './last-trades.ts';

interface AccountCardProps {
  readonly account: AccountView;
  /** Undefined: it has none among the latest. */
  readonly last: LastTrade | undefined;
}

const wordsThatTellTheMode: ReadonlySet<string> = new Set(['Observing', 'Trading']);

/** Many are drawn at once while a list is scrolled: plain elements, which cost a tenth of a library's. */
export const AccountCard = memo(
  ({ account, last }: AccountCardProps) => (
    <Paper withBorder px="md" py="sm" component="article" aria-label={account.name} className="account-card">
      <div className="account-name">
        <Anchor component={Link} href={`/accounts/${encodeURIComponent(account.accountId)}`} c="inherit" fw={600}>
          {account.name}
        </Anchor>
        <div className="row-of-facts small">
          <span>{account.accountId}</span>
          <span>{exchangeNames[account.exchange]}</span>
          {account.sandbox && <span>play money</span>}
          {account.role === 'master' && <span>master</span>}
        </div>
      </div>
      <div className="account-status">
        <StatusBadge account={account} />
        {!wordsThatTellTheMode.has(statusInWords(account).word) && (
          <Badge variant="outline" color={account.mode === 'live' ? 'green' : 'blue'}>
            {modeWords[account.mode]}
          </Badge>
        )}
        {account.needsReview.length > 0 && (
          <Badge color="red" variant="light">
            {count(account.needsReview.length, 'order')} to review
          </Badge>
        )}
      </div>
      <Fact label="Equity">{money(account.equityUsd)}</Fact>
      <Fact label={account.mode === 'live' ? 'Today' : 'Rehearsed'}>
        <ProfitText
          amount={account.mode === 'live' ? account.pnlTodayUsd : (account.rehearsal?.profitUsd ?? null)}
          inherit
        />
      </Fact>
      <Fact label="Owned">{ownedInWords(account.positions)}</Fact>
      <div className="account-menu">
        <AccountMenu account={account} />
      </div>
      <CardNews account={account} last={last} />
    </Paper>
  ),
  // Read again every few seconds: most accounts come back as they were.
  (one, other) => one.account === other.account && isSameTrade(one.last, other.last),
);
AccountCard.displayName = 'AccountCard';

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="account-fact">
    <div className="small">{label}</div>
    <div className="figures">{children}</div>
  </div>
);

const shownPositions = 2;

function ownedInWords(positions: readonly PositionView[]): string {
  const owned = positions.filter(({ ownedQuantity }) => signOf(ownedQuantity) !== 0);
  if (owned.length === 0) return 'Nothing';
  const shown = owned
    .slice(0, shownPositions)
    .map((one) => `${roundedQuantity(one.ownedQuantity)} ${coinOf(one.symbol)}`);
  const more = owned.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const coinOf = (symbol: string): string => symbol.split('/')[0] ?? symbol;
