import { SimpleGrid, TextInput } from '@mantine/core';
import { unitOf, type SettingField } from './setting-fields.ts';

interface AmountInputsProps {
  readonly fields: readonly SettingField[];
  readonly amounts: Readonly<Record<string, string>>;
  readonly issues: Readonly<Record<string, string>>;
  readonly onChange: (name: string, text: string) => void;
}

/** Each with its unit and what it means; what is refused is said at the field. */
export const AmountInputs = ({ fields, amounts, issues, onChange }: AmountInputsProps) => (
  <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="md">
    {fields.map(({ name, label, kind, whenEmpty, hint }) => (
      <TextInput
        key={name}
        label={`${label} (${unitOf[kind]})`}
        description={hint}
        placeholder={whenEmpty}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        inputMode={kind === 'trades' || kind === 'bps' ? 'numeric' : 'decimal'}
        value={amounts[name] ?? ''}
        error={issues[name]}
        onChange={(event) => onChange(name, event.currentTarget.value)}
        autoComplete="off"
      />
    ))}
  </SimpleGrid>
);
