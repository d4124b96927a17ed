import { Alert, Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AccountView } from '../api/types.ts';
import { ProfitText } from '../parts/profit-text.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { exchangeNames, modeWords, stateWords, statusInWords } from '../words/account-words.ts';
import { money } from '../words/amounts.ts';
import { troublesOf } from './way-back.ts';

/** What the account is doing, what it is worth, and why it does not trade if it does not. */
export function AccountHeader({ account }: { readonly account: AccountView }) {
  const { exchange, sandbox, role, mode, tradingState, connection } = account;
  const colour = tradingState === 'exit-only' && connection === 'connected' ? 'orange' : 'red';
  return (
    <Stack gap="md">
      <Group gap="xs">
        <StatusBadge account={account} />
        {statusInWords(account).word !== 'Observing' && (
          <Badge variant="outline" color={mode === 'live' ? 'green' : 'blue'}>
            {modeWords[mode]}
          </Badge>
        )}
        <Badge variant="outline" color="gray">
          {exchangeNames[exchange]}
        </Badge>
        {role === 'master' && (
          <Badge variant="outline" color="teal">
            Master
          </Badge>
        )}
        {sandbox && (
          <Badge variant="outline" color="orange">
            Play money
          </Badge>
        )}
      </Group>
      {troublesOf(account).map(({ why, wayBack }) => (
        <Alert key={why} color={colour} icon={<TriangleAlert aria-hidden />} title={why}>
          {wayBack}
        </Alert>
      ))}
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
        <Fact label="Equity">{money(account.equityUsd)}</Fact>
        <Fact label="Free to spend">{money(account.quoteFree)}</Fact>
        <Fact label="Today">
          <ProfitText amount={account.pnlTodayUsd} fw={650} size="lg" />
        </Fact>
        <Fact label="Profit so far">
          <ProfitText amount={account.profitUsd} fw={650} size="lg" />
        </Fact>
        <Fact label="May trade">{stateWords[tradingState]}</Fact>
        <Fact label="Copied / observed">
          {account.tradesCopied} / {account.signalsObserved}
        </Fact>
      </SimpleGrid>
    </Stack>
  );
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <Text size="xs" c="dimmed">
      {label}
    </Text>
    <Text component="div" fw={650} size="lg" className="figures">
      {children}
    </Text>
  </div>
);
