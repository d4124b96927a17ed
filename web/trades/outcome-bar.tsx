import { Box, Group, Text } from '@mantine/core';
import { outcomeInWords } from '../words/outcome-words.ts';
import type { OutcomeCount } from './outcome-counts.ts';

interface OutcomeBarProps {
  readonly counts: readonly OutcomeCount[];
  /** The numbers in words below the bar; without them the bar says them to screen readers alone. */
  readonly withLegend?: boolean;
}

/** Each its own, unlike badges: here the colour alone tells neighbours apart. */
const colours: Readonly<Record<string, string>> = {
  filled: 'green-6',
  partial: 'lime-4',
  observed: 'cyan-4',
  skipped: 'gray-5',
  denied: 'orange-6',
  rejected: 'red-7',
  expired: 'yellow-4',
  unknown: 'grape-6',
  pending: 'blue-6',
};

const colourOf = (outcome: string): string => `var(--mantine-color-${colours[outcome] ?? 'gray-7'})`;

/** How the accounts are spread over outcomes, as one bar. */
export function OutcomeBar({ counts, withLegend = false }: OutcomeBarProps) {
  const words = counts.map(({ outcome, number }) => `${number} ${outcomeInWords(outcome).word.toLowerCase()}`);
  return (
    <div>
      <Box
        role="img"
        aria-label={words.join(', ') || 'no account yet'}
        style={{ display: 'flex', gap: 2, height: 10, borderRadius: 5, overflow: 'hidden' }}
        bg="var(--mantine-color-default-border)"
      >
        {counts.map(({ outcome, number }) => (
          <Box key={outcome} bg={colourOf(outcome)} style={{ flexGrow: number, minWidth: 4 }} />
        ))}
      </Box>
      {withLegend && (
        <Group gap="md" mt={6} aria-hidden style={{ rowGap: 2 }}>
          {counts.map(({ outcome }, index) => (
            <Group key={outcome} gap={6}>
              <Box w={10} h={10} bg={colourOf(outcome)} style={{ borderRadius: 2 }} />
              <Text size="sm" className="figures">
                {words[index]}
              </Text>
            </Group>
          ))}
        </Group>
      )}
    </div>
  );
}
