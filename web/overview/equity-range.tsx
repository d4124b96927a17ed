import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';

const dayMs = 24 * 3_600_000;
const ranges = {
  day: { label: 'Day', backMs: dayMs },
  week: { label: 'Week', backMs: 7 * dayMs },
  month: { label: 'Month', backMs: 30 * dayMs },
  year: { label: 'Year', backMs: 365 * dayMs },
} as const;
type Range = keyof typeof ranges;

const data = Object.entries(ranges).map(([value, { label }]) => ({ value, label }));

interface EquityRangeProps {
  readonly value: Range;
  readonly onChange: (range: Range) => void;
}

export const EquityRange = ({ value, onChange }: EquityRangeProps) => (
  <SegmentedControl
    size="xs"
    aria-label="How far back"
    data={data}
    value={value}
    onChange={(chosen) => onChange(chosen as Range)}
  />
);

/** How far back the curve goes, and what the switch needs. */
export function useEquityRange() {
  const [value, onChange] = useState<Range>('day');
  return { backMs: ranges[value].backMs, choice: { value, onChange } };
}
