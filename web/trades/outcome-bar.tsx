import { Box, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { outcomeInWords } from '../words/outcome-words.ts';
import type { OutcomeCount } from './outcome-counts.ts';

interface OutcomeBarProps {
  readonly counts: readonly OutcomeCount[];
  /** The numbers in words below the bar; without them the bar says them to screen readers alone. */
  readonly withLegend?: boolean;
  /** At the end of the legend's line. */
  readonly aside?: ReactNode;
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
export function OutcomeBar({ counts, withLegend = false, aside }: OutcomeBarProps) {
  const words = counts.map(({ outcome, number }) => `${number} ${outcomeInWords(outcome).word.toLowerCase()}`);
  return (
    <div>
      <Box
        role="img"
        aria-label={words.join(', ') || 'no account yet'}
        style={{ display: 'flex', gap: 2, height: 8, borderRadius: 4, overflow: 'hidden' }}
        bg="var(--mantine-color-default-border)"
      >
        {counts.map(({ outcome, number }) => (
          <Box key={outcome} bg={colourOf(outcome)} style={{ flexGrow: number, minWidth: 4 }} />
        ))}
      </Box>
      {withLegend && (
        <Group justify="space-between" mt={8} style={{ gap: '2px 1.5rem' }}>
          <Group aria-hidden style={{ gap: '2px 1rem' }}>
            {counts.map(({ outcome }, index) => (
              <Group key={outcome} gap={6} wrap="nowrap">
                <Box className="dot" bg={colourOf(outcome)} />
                <Text size="sm" className="figures">
                  {words[index]}
                </Text>
              </Group>
            ))}
          </Group>
          {aside}
        </Group>
      )}
    </div>
  );
}
