import { Group, Text } from '@mantine/core';
import { Fragment } from 'react';
import type { DecisionRecord } from '../api/types.ts';
import { money, quantityText } from '../words/amounts.ts';

/** Quantities and prices; the other steps are money. */
const inUnits = new Set(['owned', 'wanted', 'quantity', 'limit_price']);

/** From the raw size to the quantity, in the order taken. */
export const SizingSteps = ({ steps }: { readonly steps: DecisionRecord['sizing'] }) =>
  steps.length === 0 ? null : (
    <div>
      <Text size="sm" fw={600} mb={4}>
        Size, step by step
      </Text>
      <Group gap={6}>
        {steps.map(({ step, value }, index) => (
          <Fragment key={step}>
            {index > 0 && (
              <Text span c="dimmed" aria-hidden>
                →
              </Text>
            )}
            <Text size="sm" className="figures">
              <Text span c="dimmed" size="sm">
                {step.replaceAll('_', ' ')}{' '}
              </Text>
              {inUnits.has(step) ? quantityText(value) : money(value)}
            </Text>
          </Fragment>
        ))}
      </Group>
    </div>
  );
