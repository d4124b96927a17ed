import { Badge, SegmentedControl, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, useState } from 'react';
import { Guards } from '../account/decision-details.tsx';
import { ShowMore, useShown } from '../account/show-more.tsx';
import { SizingSteps } from '../account/sizing-steps.tsx';
import { useAccountNames } from '../api/account-names.ts';
import type { AccountPreview } from '../api/types.ts';
import { modeWords } from '../words/account-words.ts';
import { money } from '../words/amounts.ts';
import { whyInWords, wouldDoInWords } from './preview-words.ts';

type Which = 'all' | 'orders' | 'nothing';

/** What each account would do, the master first; each row opens to its guards and sizing steps. */
export function PreviewRows({ accounts }: { readonly accounts: readonly AccountPreview[] }) {
  const [which, setWhich] = useState<Which>('all');
  const names = useAccountNames();
  const ordering = accounts.filter(({ wouldOrder }) => wouldOrder);
  const idle = accounts.filter(({ wouldOrder }) => !wouldOrder);
  const { shown, ...more } = useShown({ all: accounts, orders: ordering, nothing: idle }[which], 50);
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="Which accounts"
        data={[
          { value: 'all', label: `All (${accounts.length})` },
          { value: 'orders', label: `Order (${ordering.length})` },
          { value: 'nothing', label: `Nothing (${idle.length})` },
        ]}
        value={which}
        onChange={(value) => setWhich(value)}
      />
      <Table className="rows-or-cards" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Account</Table.Th>
            <Table.Th>Mode</Table.Th>
            <Table.Th ta="right">Equity</Table.Th>
            <Table.Th>Would do</Table.Th>
            <Table.Th>Why</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((account) => (
            <PreviewRow key={account.accountId} account={account} name={names.get(account.accountId)} />
          ))}
        </Table.Tbody>
      </Table>
      <ShowMore {...more} />
    </Stack>
  );
}

interface PreviewRowProps {
  readonly account: AccountPreview;
  readonly name: string | undefined;
}

const PreviewRow = memo(function PreviewRow({ account, name }: PreviewRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { accountId, role, mode, basis, wouldOrder, guards, sizing } = account;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <Table.Tr>
        <Table.Td data-whole-line>
          <UnstyledButton
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
            style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}
          >
            <Chevron size={14} aria-hidden style={{ flexShrink: 0 }} />
            <Text span size="sm" fw={500}>
              {name ?? accountId}
            </Text>
            {role === 'master' && (
              <Badge size="sm" variant="outline" color="teal" style={{ flexShrink: 0 }}>
                Master
              </Badge>
            )}
          </UnstyledButton>
        </Table.Td>
        <Table.Td data-label="Mode">{modeWords[mode]}</Table.Td>
        <Table.Td ta="right" data-label="Equity">
          {money(basis.equityUsd)}
        </Table.Td>
        <Table.Td className="figures" data-whole-line>
          <Text span size="sm" {...(wouldOrder ? { fw: 500 } : { c: 'dimmed' })}>
            {wouldDoInWords(account)}
          </Text>
        </Table.Td>
        <Table.Td>
          <Text size="sm" c="dimmed">
            {whyInWords(account)}
          </Text>
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={5}>
            <Stack gap="sm" py="xs">
              <SizingSteps steps={sizing} />
              <Guards guards={guards} />
            </Stack>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
});
