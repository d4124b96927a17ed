import { Box, Group, Text } from '@mantine/core';
import { outcomeInWords, toneColours } from '../words/outcome-words.ts';
import type { OutcomeCount } from './outcome-counts.ts';

interface OutcomeBarProps {
  readonly counts: readonly OutcomeCount[];
  /** The numbers in words below the bar; without them the bar says them to screen readers alone. */
  readonly withLegend?: boolean;
}

const colourOf = (outcome: string): string => `var(--mantine-color-${toneColours[outcomeInWords(outcome).tone]}-6)`;

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
        <Group gap="md" mt={6} aria-hidden>
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
