import { Select, TextInput } from '@mantine/core';

/** As the configuration file has it. */
export type SizingForm =
  | { readonly kind: 'equity-proportional'; readonly multiplier: string }
  | { readonly kind: 'fixed-quote'; readonly amount_usd: string }
  | { readonly kind: 'percent-of-equity'; readonly percent: string };

export const usualSizing: SizingForm = { kind: 'equity-proportional', multiplier: '1' };

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
  readonly onChange: (sizing: SizingForm) => void;
  readonly issues: Readonly<Record<string, string>>;
}

export const SizingInput = ({ sizing, onChange, issues }: SizingInputProps) => (
  <>
    <Select
      label="How much it buys per trade"
      data={kinds}
      value={sizing.kind}
      allowDeselect={false}
      onChange={(kind) => onChange(begun[kind ?? 'equity-proportional'])}
    />
    <AmountInput sizing={sizing} onChange={onChange} issues={issues} />
  </>
);

function AmountInput({ sizing, onChange, issues }: SizingInputProps) {
  switch (sizing.kind) {
    case 'equity-proportional':
      return (
        <TextInput
          label="Times"
          description="1: when the master puts in 10 % of its equity, so does this account."
          inputMode="decimal"
          value={sizing.multiplier}
          error={issues['multiplier']}
          onChange={(event) => onChange({ ...sizing, multiplier: event.currentTarget.value })}
        />
      );
    case 'percent-of-equity':
      return (
        <TextInput
          label="Percent"
          inputMode="decimal"
          value={sizing.percent}
          error={issues['percent']}
          onChange={(event) => onChange({ ...sizing, percent: event.currentTarget.value })}
        />
      );
    case 'fixed-quote':
      return (
        <TextInput
          label="US dollars"
          inputMode="decimal"
          value={sizing.amount_usd}
          error={issues['amount_usd']}
          onChange={(event) => onChange({ ...sizing, amount_usd: event.currentTarget.value })}
        />
      );
  }
}
