import { Accordion, Group, Text } from '@mantine/core';
import type { DecisionRecord } from '../api/types.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { quantityText } from '../words/amounts.ts';
import { reasonInWords } from '../words/reason-words.ts';
import { momentText } from '../words/times.ts';
import { DecisionDetails } from './decision-details.tsx';
import { ShowMore, useShown } from './show-more.tsx';

const keyOf = ({ intentId, leg }: DecisionRecord): string => `${intentId} ${leg}`;

/** What it decided and why, newest first; each opens to everything it used. */
export function DecisionsSection({ decisions }: { readonly decisions: readonly DecisionRecord[] }) {
  const { shown, ...more } = useShown(decisions);
  if (decisions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        It has decided nothing yet: its decisions appear here with the next trade of the master.
      </Text>
    );
  return (
    <>
      <Accordion multiple variant="separated" order={3} chevronPosition="left">
        {shown.map((decision) => (
          <Accordion.Item key={keyOf(decision)} value={keyOf(decision)}>
            <Accordion.Control>
              <Summary decision={decision} />
            </Accordion.Control>
            <Accordion.Panel>
              <DecisionDetails decision={decision} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      <ShowMore {...more} />
    </>
  );
}

function Summary({ decision }: { readonly decision: DecisionRecord }) {
  const { side, symbol, plan, outcome, code, context, origin, sequence, decidedAtMs } = decision;
  return (
    <div>
      <Group gap="xs">
        <OutcomeBadge outcome={outcome} />
        <Text size="sm" fw={600} className="figures">
          {side === 'buy' ? 'Buy' : 'Sell'} {plan === null ? '' : `${quantityText(plan.quantity)} `}
          {symbol}
        </Text>
        <Text size="xs" c="dimmed">
          {momentText(decidedAtMs)} · {origin === 'own' ? 'own order' : `trade ${sequence ?? ''}`}
        </Text>
      </Group>
      {code !== null && (
        <Text size="sm" mt={2}>
          {reasonInWords(code, context)}
        </Text>
      )}
    </div>
  );
}
