import { Alert, List, PasswordInput, Textarea } from '@mantine/core';
import { ShieldCheck } from 'lucide-react';
import type { ExchangeName } from '../api/types.ts';
import { exchangeNames } from '../words/account-words.ts';

export interface KeyForm {
  readonly apiKey: string;
  readonly apiSecret: string;
}

interface KeyInputsProps {
  readonly exchange: ExchangeName;
  readonly form: KeyForm;
  readonly onChange: (form: KeyForm) => void;
  readonly issues: Readonly<Record<string, string>>;
  readonly isRequired: boolean;
  /** True: typing begins here. */
  readonly isFocused?: boolean;
}

/** Masked while typed, and never shown again. */
export const KeyInputs = ({ exchange, form, onChange, issues, isRequired, isFocused = false }: KeyInputsProps) => (
  <>
    <Alert color="blue" variant="light" icon={<ShieldCheck aria-hidden />} title="A key that trades and nothing else">
      <List size="sm">
        <List.Item>Make it at {exchangeNames[exchange]}. Allow it to read balances and orders, and to trade.</List.Item>
        <List.Item>Never allow it to withdraw.</List.Item>
        <List.Item>It is stored encrypted, and nobody can read it here afterwards.</List.Item>
      </List>
    </Alert>
    <PasswordInput
      label="API key"
      data-autofocus={isFocused || undefined}
      autoComplete="off"
      spellCheck={false}
      required={isRequired}
      value={form.apiKey}
      error={issues['apiKey']}
      onChange={(event) => onChange({ ...form, apiKey: event.currentTarget.value })}
    />
    {exchange === 'coinbase' ? (
      // Its secret has line breaks, which an input of one line would lose.
      <Textarea
        label="API secret"
        description="The private key from -----BEGIN to -----END, with its line breaks."
        classNames={{ input: 'masked-text' }}
        autoComplete="off"
        spellCheck={false}
        rows={4}
        required={isRequired}
        value={form.apiSecret}
        error={issues['apiSecret']}
        onChange={(event) => onChange({ ...form, apiSecret: event.currentTarget.value })}
      />
    ) : (
      <PasswordInput
        label="API secret"
        autoComplete="off"
        spellCheck={false}
        required={isRequired}
        value={form.apiSecret}
        error={issues['apiSecret']}
        onChange={(event) => onChange({ ...form, apiSecret: event.currentTarget.value })}
      />
    )}
  </>
);

export const emptyKey: KeyForm = { apiKey: '', apiSecret: '' };

export const trimmedKey = ({ apiKey, apiSecret }: KeyForm): KeyForm => ({
  apiKey: apiKey.trim(),
  apiSecret: apiSecret.trim(),
});
