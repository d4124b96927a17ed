import { Select, TextInput } from '@mantine/core';
import { usualSizing, type SizingForm } from './sizing-form.ts';

const kinds: { value: SizingForm['kind']; label: string }[] = [
  { value: 'equity-proportional', label: "The master's share of its equity" },
  { value: 'percent-of-equity', label: 'A percentage of its own equity' },
  { value: 'fixed-quote', label: 'The same amount each time' },
];

const begun: Readonly<Record<SizingForm['kind'], SizingForm>> = {
  'equity-proportional': usualSizing,
  'percent-of-equity': { kind: 'percent-of-equity', percent: '5' },
  'fixed-quote': { kind: 'fixed-quote', amount_usd: '100' },
};

interface SizingInputProps {
  readonly sizing: SizingForm;
  /** What a kind that was left and chosen again begins with. */
  readonly saved?: SizingForm;
  readonly onChange: (sizing: SizingForm) => void;
  readonly issues: Readonly<Record<string, string>>;
}

export const SizingInput = ({ sizing, saved, onChange, issues }: SizingInputProps) => (
  <>
    <Select
      label="How much it buys per trade"
      data={kinds}
      value={sizing.kind}
      allowDeselect={false}
      error={issues['kind'] ?? issues['sizing']}
      onChange={(chosen) => {
        const kind = chosen ?? 'equity-proportional';
        onChange(saved?.kind === kind ? saved : begun[kind]);
      }}
    />
    <AmountInput sizing={sizing} onChange={onChange} issues={issues} />
  </>
);

function AmountInput({ sizing, onChange, issues }: Omit<SizingInputProps, 'saved'>) {
  switch (sizing.kind) {
    case 'equity-proportional':
      return (
        <TextInput
          label="Multiplier (times)"
          description="1: when the master puts in 10 % of its equity, so does this account. 0.5: half of that."
          inputMode="decimal"
          value={sizing.multiplier}
          error={issues['multiplier']}
          onChange={(event) => onChange({ ...sizing, multiplier: event.currentTarget.value })}
          autoComplete="off"
        />
      );
    case 'percent-of-equity':
      return (
        <TextInput
          label="Share of its equity (%)"
          description="Every buy of the master's is copied with this much, however large the master's is."
          inputMode="decimal"
          value={sizing.percent}
          error={issues['percent']}
          onChange={(event) => onChange({ ...sizing, percent: event.currentTarget.value })}
          autoComplete="off"
        />
      );
    case 'fixed-quote':
      return (
        <TextInput
          label="Amount ($)"
          description="Every buy of the master's is copied with this much, however large the master's is."
          inputMode="decimal"
          value={sizing.amount_usd}
          error={issues['amount_usd']}
          onChange={(event) => onChange({ ...sizing, amount_usd: event.currentTarget.value })}
          autoComplete="off"
        />
      );
  }
}
