import { Paper, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AccountsAnswer, AccountView } from '../api/types.ts';
import { ProfitText } from '../parts/profit-text.tsx';
import { statusInWords } from '../words/account-words.ts';
import { money, sumOf } from '../words/amounts.ts';
import { count } from '../words/counting.ts';

/** Play money is no part of a sum with real money; when there is nothing else, it is the sum. */
export function Totals({ master, users }: Pick<AccountsAnswer, 'master' | 'users'>) {
  const all = master === null ? users : [master, ...users];
  const real = all.filter(({ sandbox }) => !sandbox);
  const counted = real.length > 0 ? real : all;
  const unknown = counted.filter(({ equityUsd }) => equityUsd === null).length;
  const copied = users.reduce((sum, { tradesCopied }) => sum + tradesCopied, 0);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: 'sm', md: 'lg' }}>
      <Figure
        label={real.length === 0 && all.length > 0 ? 'Equity, play money' : 'Equity of all accounts'}
        note={notCounted(unknown)}
      >
        {money(sumOf(counted.map(({ equityUsd }) => equityUsd)))}
      </Figure>
      <Figure label="Profit today" note="since midnight UTC">
        <ProfitText amount={sumOf(live(counted).map(({ pnlTodayUsd }) => pnlTodayUsd))} inherit />
      </Figure>
      <Figure label="Profit in all" note="sold and still held, after fees">
        <ProfitText amount={sumOf(counted.map(({ profitUsd }) => profitUsd))} inherit />
      </Figure>
      <Figure label="Accounts trading" note={`${count(copied, 'order')} copied so far`}>
        {users.filter((account) => statusInWords(account).word === 'Trading').length}
        <Text span c="dimmed" fz="md" fw={500}>
          {' '}
          of {users.length}
        </Text>
      </Figure>
    </SimpleGrid>
  );
}

/** What is only rehearsed has no profit. */
const live = (accounts: readonly AccountView[]) => accounts.filter(({ mode }) => mode === 'live');

const notCounted = (unknown: number): string =>
  unknown === 0 ? 'their own coins included' : `not known of ${count(unknown, 'account')}`;

const Figure = ({ label, note, children }: { label: string; note: string; children: ReactNode }) => (
  <Paper withBorder p="md" component="section" aria-label={label}>
    <Text size="sm" c="dimmed">
      {label}
    </Text>
    <Text className="figures" fz={{ base: 'lg', md: 26 }} fw={650} lh={1.3}>
      {children}
    </Text>
    <Text size="xs" c="dimmed">
      {note}
    </Text>
  </Paper>
);
