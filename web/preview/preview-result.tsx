import { Alert, List, Text } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Section } from '../account/section.tsx';
import type { PreviewDocument } from '../api/types.ts';
import { quantityText } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { PreviewRows } from './preview-rows.tsx';

interface PreviewResultProps {
  readonly preview: PreviewDocument;
  readonly actions: ReactNode;
}

/** What would happen on each account; nothing of it was sent. */
export function PreviewResult({ preview, actions }: PreviewResultProps) {
  const { accounts, unreached, copying, masterFill, side, symbol, simulated } = preview;
  const orders = accounts.filter(({ wouldOrder }) => wouldOrder).length;
  const share = shareInWords(preview);
  return (
    <Section
      title={`${orders} of ${count(accounts.length + unreached.length, 'account')} would order`}
      hint={
        masterFill === null
          ? 'A preview sends nothing. The price is not known.'
          : `A preview sends nothing. The master would ${side} ${quantityText(masterFill.quantity)} ${symbol} at about ${quantityText(masterFill.averagePrice)}${share}.`
      }
      actions={actions}
    >
      {copying !== null && copying.state !== 'on' && (
        <Alert color="orange" icon={<TriangleAlert aria-hidden />} title="Accounts would not follow now">
          {copying.reason ?? 'Copying is off.'}
        </Alert>
      )}
      {simulated && (
        <Alert color="blue" title="The master observes">
          Nothing would be sent for anybody: all accounts would write down what they would have done.
        </Alert>
      )}
      <PreviewRows accounts={accounts} />
      {unreached.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {count(unreached.length, 'account')} could not be asked
          </Text>
          <List size="sm">
            {unreached.map(({ accountId, reason }) => (
              <List.Item key={accountId}>
                {accountId}: {reason}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Section>
  );
}

const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 2 });

function shareInWords({ masterFill, masterEquityBefore, exitFraction }: PreviewDocument): string {
  if (exitFraction !== null) return `, ${percent.format(exitFraction as `${number}`)} of what it owns`;
  if (masterFill === null || masterEquityBefore === null || Number(masterEquityBefore) === 0) return '';
  const cost = Number(masterFill.quantity) * Number(masterFill.averagePrice);
  return `, ${percent.format(cost / Number(masterEquityBefore))} of its equity`;
}
