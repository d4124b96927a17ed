import { Group, List, Stack, Text } from '@mantine/core';
import type { RehearsalDocument } from '../api/types.ts';
import { ProfitText } from '../parts/profit-text.tsx';
import { money, quantityText } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { reasonInWords } from '../words/reason-words.ts';
import { fullMomentText } from '../words/times.ts';

/** What observing would have made, so that going live is no leap. */
export function RehearsalSummary({ rehearsal }: { readonly rehearsal: RehearsalDocument }) {
  if (rehearsal.since === null) {
    return <Text size="sm">It has not observed a trade yet, so nothing has been rehearsed.</Text>;
  }
  const unclean = Object.entries(rehearsal.uncleanCodes);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        Rehearsed since {fullMomentText(rehearsal.since)}
      </Text>
      <Group gap="xs" justify="space-between" align="flex-start">
        <Fact label="Clean observations">{rehearsal.cleanObservations}</Fact>
        <Fact label="Would hold">
          {rehearsal.positions.length === 0
            ? 'nothing'
            : rehearsal.positions.map(({ symbol, quantity, averagePrice }) => (
                <div key={symbol}>
                  {quantityText(quantity)} {symbol} at {money(averagePrice)}
                </div>
              ))}
        </Fact>
        <Fact label="Would have earned">
          <ProfitText amount={rehearsal.profitUsd} size="sm" fw={600} />
        </Fact>
      </Group>
      {unclean.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            Not clean, look at these before going live
          </Text>
          <List size="sm">
            {unclean.map(([code, number]) => (
              <List.Item key={code}>
                {count(number, 'time')}: {reasonInWords(code, '')}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}

const Fact = ({ label, children }: { readonly label: string; readonly children: React.ReactNode }) => (
  <div>
    <Text size="xs" c="dimmed">
      {label}
    </Text>
    <Text component="div" size="sm" fw={600} className="figures">
      {children}
    </Text>
  </div>
);
