import { Anchor, Box, Chip, Group, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useAccountNames } from '../api/account-names.ts';
import type { TradeOutcome } from '../api/types.ts';
import { outcomeInWords } from '../words/outcome-words.ts';
import { outcomeCounts } from './outcome-counts.ts';
import { OutcomeRows } from './outcome-rows.tsx';

interface OutcomeTableProps {
  readonly accounts: readonly TradeOutcome[];
  readonly symbol: string;
}

/** Each account's outcome, by outcome and by name. */
export function OutcomeTable({ accounts, symbol }: OutcomeTableProps) {
  const [chosen, setChosen] = useState<string[]>([]);
  const [text, setText] = useState('');
  const names = useAccountNames();
  const wanted = useDeferredValue(text).trim().toLowerCase();
  const shown = accounts.filter(
    ({ outcome, accountId }) =>
      (chosen.length === 0 || chosen.includes(outcome)) &&
      `${names.get(accountId) ?? ''} ${accountId}`.toLowerCase().includes(wanted),
  );
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Chip.Group multiple value={chosen} onChange={setChosen}>
          <Group gap="xs" role="group" aria-label="Show only these outcomes">
            {outcomeCounts(accounts).map(({ outcome, number }) => (
              <Chip key={outcome} value={outcome} size="sm" variant="outline">
                {outcomeInWords(outcome).word} ({number})
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        {accounts.length > 10 && (
          <TextInput
            aria-label="Find an account"
            placeholder="Find an account"
            leftSection={<Search size={14} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Group>
      <VisuallyHidden role="status">
        {shown.length} of {accounts.length} accounts
      </VisuallyHidden>
      {shown.length === 0 ? (
        <Box py="md" ta="center">
          <Text c="dimmed" size="sm">
            No account matches.{' '}
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => {
                setChosen([]);
                setText('');
              }}
            >
              Show all
            </Anchor>
          </Text>
        </Box>
      ) : (
        <OutcomeRows accounts={shown} symbol={symbol} />
      )}
    </Stack>
  );
}
