import { Anchor, Badge, Group, Paper, Text } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { AccountView, PositionView } from '../api/types.ts';
import { ProfitText } from '../parts/profit-text.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { exchangeNames, modeWords, statusInWords } from '../words/account-words.ts';
import { money, quantityText, signOf } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { AccountMenu } from './account-menu.tsx';
import { CardNews } from './card-news.tsx';
import { isSameTrade, type LastTrade } from './last-trades.ts';

interface AccountCardProps {
  readonly account: AccountView;
  /** Undefined: it has none among the latest. */
  readonly last: LastTrade | undefined;
}

export const AccountCard = memo(
  ({ account, last }: AccountCardProps) => (
    <Paper withBorder px="md" py="sm" component="article" aria-label={account.name} className="account-card">
      <div className="account-name">
        <Anchor component={Link} href={`/accounts/${encodeURIComponent(account.accountId)}`} c="inherit" fw={600}>
          {account.name}
        </Anchor>
        <Text size="xs" c="dimmed" className="row-of-facts">
          <span>{account.accountId}</span>
          <span>{exchangeNames[account.exchange]}</span>
          {account.sandbox && <span>play money</span>}
          {account.role === 'master' && <span>master</span>}
        </Text>
      </div>
      <Group gap={6} className="account-status">
        <StatusBadge account={account} />
        {statusInWords(account).word !== 'Observing' && (
          <Badge variant="outline" color={account.mode === 'live' ? 'green' : 'blue'}>
            {modeWords[account.mode]}
          </Badge>
        )}
        {account.needsReview.length > 0 && (
          <Badge color="red" variant="light">
            {count(account.needsReview.length, 'order')} to review
          </Badge>
        )}
      </Group>
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
    <Text size="xs" c="dimmed">
      {label}
    </Text>
    <Text size="sm" className="figures">
      {children}
    </Text>
  </div>
);

const shownPositions = 2;

function ownedInWords(positions: readonly PositionView[]): string {
  const owned = positions.filter(({ ownedQuantity }) => signOf(ownedQuantity) !== 0);
  if (owned.length === 0) return 'Nothing';
  const shown = owned.slice(0, shownPositions).map((one) => `${quantityText(one.ownedQuantity)} ${coinOf(one.symbol)}`);
  const more = owned.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const coinOf = (symbol: string): string => symbol.split('/')[0] ?? symbol;
