import { Anchor, Text } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useTrades } from '../api/trades.ts';
import type { AccountView } from '../api/types.ts';
import { Panel } from '../parts/panel.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { tradeInWords } from '../trades/trade-words.ts';
import { exchangeNames, stateWords } from '../words/account-words.ts';
import { money } from '../words/amounts.ts';
import { momentText } from '../words/times.ts';
import { shownTrades } from './feed.tsx';

/** The account that all others depend on. */
export const MasterPanel = memo(function MasterPanel({ master }: { readonly master: AccountView }) {
  const { accountId, name, mode, tradingState, equityUsd } = master;
  return (
    <Panel title="Master" aside={<StatusBadge account={master} />}>
      <dl className="facts">
        <Fact label="Account">
          <Anchor component={Link} href={`/accounts/${encodeURIComponent(accountId)}`} size="sm" fw={500}>
            {name}
          </Anchor>
        </Fact>
        <Fact label="Mode">{mode === 'live' ? 'Live: its orders are sent' : 'Observing: it sends nothing'}</Fact>
        {tradingState !== 'active' && <Fact label="May trade">{stateWords[tradingState]}</Fact>}
        <Fact label="Connection">{connectionInWords(master)}</Fact>
        <Fact label="Key">{keyProofInWords(master)}</Fact>
        <Fact label="Equity">{money(equityUsd)}</Fact>
        <LastTrade />
      </dl>
    </Panel>
  );
});

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <Text component="dt" size="sm" c="dimmed">
      {label}
    </Text>
    <Text component="dd" m={0} size="sm" className="figures">
      {children}
    </Text>
  </div>
);

function LastTrade() {
  const { data } = useTrades(shownTrades);
  const trade = data?.trades[0];
  return (
    <Fact label="Last trade">
      {trade === undefined ? (
        'none yet'
      ) : (
        <>
          <Anchor component={Link} href={`/trades/${encodeURIComponent(trade.intentId)}`} size="sm">
            {tradeInWords(trade)}
          </Anchor>
          <Text span size="sm" c="dimmed">
            {' '}
            {momentText(trade.occurredAtMs)}
          </Text>
        </>
      )}
    </Fact>
  );
}

function connectionInWords({ connection, exchange, isRunning }: AccountView): string {
  if (connection === 'credentials-missing') return 'No key yet';
  if (!isRunning) return 'It does not run';
  return connection === 'connected' ? `Connected to ${exchangeNames[exchange]}` : 'Not connected';
}

function keyProofInWords({ permissions }: AccountView): string {
  if (permissions === null) return 'Not proven yet';
  const { trade, withdraw, provenAtMs } = permissions;
  const may = trade === true ? 'May trade' : trade === false ? 'May not trade' : 'Trading not proven';
  const and = withdraw === true ? 'can withdraw' : withdraw === false ? 'cannot withdraw' : 'withdrawing not proven';
  return `${may}, ${and} (${momentText(provenAtMs)})`;
}
