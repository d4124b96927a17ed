import { Badge, Code, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DecisionRecord } from '../api/types.ts';
import { stateWords, modeWords } from '../words/account-words.ts';
import { money, quantityText } from '../words/amounts.ts';
import { durationText, fullMomentText } from '../words/times.ts';
import { SizingSteps } from './sizing-steps.tsx';

const verdicts = {
  pass: { word: 'passed', colour: 'green' },
  cap: { word: 'made smaller', colour: 'orange' },
  deny: { word: 'held back', colour: 'red' },
  skip: { word: 'skipped', colour: 'gray' },
  expire: { word: 'too late', colour: 'orange' },
} as const;

/** Everything that one decision used and what came of it. */
export const DecisionDetails = ({ decision }: { readonly decision: DecisionRecord }) => (
  <Stack gap="md" py="xs">
    <Guards guards={decision.guards} />
    <SizingSteps steps={decision.sizing} />
    <Used decision={decision} />
  </Stack>
);

export const Guards = ({ guards }: Pick<DecisionRecord, 'guards'>) =>
  guards.length === 0 ? null : (
    <div>
      <Text size="sm" fw={600} mb={4}>
        Guards
      </Text>
      <Stack gap={4}>
        {guards.map(({ guard, verdict, context }) => (
          <Group key={guard} gap="xs" wrap="nowrap" align="flex-start">
            <Badge size="sm" variant="light" color={verdicts[verdict].colour} miw={104}>
              {verdicts[verdict].word}
            </Badge>
            <Text size="sm">
              {guard.replaceAll('_', ' ')}
              {context !== '' && (
                <Text span c="dimmed" size="sm">
                  {' '}
                  {context}
                </Text>
              )}
            </Text>
          </Group>
        ))}
      </Stack>
    </div>
  );

function Used({ decision }: { readonly decision: DecisionRecord }) {
  const { basis, plan, masterFill } = decision;
  const rules = basis.marketRules;
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        What it used
      </Text>
      <SimpleGrid component="dl" cols={{ base: 1, xs: 2, lg: 3 }} spacing="xs" verticalSpacing={4} m={0}>
        <Item name="Master's fill">
          {masterFill !== null && `${quantityText(masterFill.quantity)} at ${quantityText(masterFill.averagePrice)}`}
        </Item>
        <Item name="Master's equity before">{moneyOf(decision.masterEquityBefore)}</Item>
        <Item name="Share closed by the master">{decision.exitFraction}</Item>
        <Item name="Own equity">{moneyOf(basis.equityUsd)}</Item>
        <Item name="Free to spend">{moneyOf(basis.freeQuote)}</Item>
        <Item name="Owned before">{quantityText(basis.ownedQuantity)}</Item>
        <Item name="Price known">{basis.referencePrice !== null && quantityText(basis.referencePrice)}</Item>
        <Item name="Balance">
          {basis.snapshotAtMs !== null && fullMomentText(basis.snapshotAtMs)}
          {basis.snapshotAgeMs !== null && `, ${durationText(basis.snapshotAgeMs)} old`}
        </Item>
        <Item name="Market">
          {rules !== null &&
            `at least ${rules.minimumQuantity} ${rules.base} and ${rules.minimumCost} ${rules.quote}, ` +
              `steps of ${rules.quantityStep}, ticks of ${rules.priceTick}, fee ${rules.takerFeeRate}`}
        </Item>
        <Item name="Mode and state">
          {modeWords[decision.mode]}, {stateWords[decision.tradingState].toLowerCase()}
        </Item>
        <Item name="Order">
          {plan !== null &&
            `${plan.side} ${plan.quantity} ${plan.limitPrice === null ? 'at the market' : `at most ${plan.limitPrice}`}`}
        </Item>
        <Item name="Decided">{fullMomentText(decision.decidedAtMs)}</Item>
        <Item name="Our order id">{plan !== null && <Code>{plan.clientOrderId}</Code>}</Item>
        <Item name="Exchange's order id">
          {decision.exchangeOrderId !== null && <Code>{decision.exchangeOrderId}</Code>}
        </Item>
        <Item name="Trade id">
          <Code>{decision.intentId}</Code>
        </Item>
      </SimpleGrid>
    </div>
  );
}

const moneyOf = (amount: string | null) => (amount === null ? null : money(amount));

/** Left out without a value. */
const Item = ({ name, children }: { readonly name: string; readonly children: ReactNode }) =>
  children === null || children === false ? null : (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} className="figures" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
