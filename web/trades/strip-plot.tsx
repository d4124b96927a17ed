import { Group, Paper, SimpleGrid, Text } from '@mantine/core';
import type { Spread } from './spread.ts';

interface StripPlotProps {
  readonly title: string;
  readonly hint: string;
  readonly spread: Spread | null;
  /** Such as `120 ms`. */
  readonly spell: (value: number) => string;
  /** Said when no account has a value. */
  readonly nothing: string;
}

const height = 44;
const middle = height / 2;
/** Percent of the width left free on both sides, for whole dots. */
const margin = 2;

/** One dot for each account, with the median as a line. */
export function StripPlot({ title, hint, spread, spell, nothing }: StripPlotProps) {
  if (spread === null)
    return (
      <Paper withBorder p="sm">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {nothing}
        </Text>
      </Paper>
    );
  const { min, median, p95, max, values } = spread;
  const x = (value: number): string =>
    `${max === min ? 50 : margin + ((value - min) / (max - min)) * (100 - 2 * margin)}%`;
  const figures = [
    ['least', min],
    ['usual', median],
    ['19 of 20 within', p95],
    ['most', max],
  ] as const;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {title}{' '}
          <Text span size="xs" fw={400} c="dimmed">
            {hint}
          </Text>
        </Text>
        <Text size="xs" c="dimmed">
          {values.length === 1 ? '1 account' : `${values.length} accounts`}
        </Text>
      </Group>
      <svg width="100%" height={height} aria-hidden style={{ display: 'block' }}>
        <line x1="0" x2="100%" y1={middle} y2={middle} stroke="var(--mantine-color-default-border)" />
        {values.map((value, index) => (
          <circle
            key={index}
            cx={x(value)}
            // Spread in height by place alone, so that equal values don't hide each other.
            cy={middle + (values.length === 1 ? 0 : ((index * 7) % 11) - 5)}
            r={3.5}
            fill="var(--mantine-color-blue-6)"
            fillOpacity={values.length > 60 ? 0.35 : 0.6}
          />
        ))}
        <line x1={x(median)} x2={x(median)} y1={4} y2={height - 4} stroke="var(--mantine-color-text)" strokeWidth={2} />
        <line x1={x(p95)} x2={x(p95)} y1={8} y2={height - 8} stroke="var(--mantine-color-text)" strokeDasharray="3 3" />
      </svg>
      <SimpleGrid component="dl" cols={{ base: 2, xs: 4 }} spacing="xs" verticalSpacing={4} m={0}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="xs" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} size="sm" fw={600} className="figures">
              {spell(value)}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Paper>
  );
}
