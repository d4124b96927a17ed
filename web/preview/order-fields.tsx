import { Autocomplete, Button, Group, Input, SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Side } from '../api/types.ts';
import { mistakesIn, type OrderDraft, type SizeKind } from './order-draft.ts';

interface OrderFieldsProps {
  readonly draft: OrderDraft;
  readonly issues: Readonly<Record<string, string>>;
  readonly isPending: boolean;
  readonly onChange: (draft: OrderDraft) => void;
  readonly onSubmit: () => void;
  /** Whose coins a share is of. */
  readonly owner: string;
  /** Names what comes next, such as `Preview`. */
  readonly submitLabel: string;
  readonly submitIcon: ReactNode;
  /** To choose from; others may be typed. */
  readonly symbols?: readonly string[];
  /** True: in a column of a page, with others beside it. */
  readonly isNarrow?: boolean;
}

const sizeLabels: Readonly<Record<SizeKind, string>> = { quote: 'Amount', quantity: 'Quantity', fraction: 'Share' };

/** An order to be: symbol, side and size. */
export function OrderFields({
  draft,
  issues,
  isPending,
  onChange,
  onSubmit,
  symbols = [],
  isNarrow = false,
  ...words
}: OrderFieldsProps) {
  const [isChecked, setIsChecked] = useState(false);
  const mistakes = mistakesIn(draft);
  const errors: Readonly<Record<string, string | undefined>> = isChecked ? { ...issues, ...mistakes } : issues;
  const [base = '', quote = ''] = draft.symbol.trim().toUpperCase().split('/');
  const units: Readonly<Record<SizeKind, string>> = {
    quote,
    quantity: base,
    fraction: `% of what ${words.owner} owns`,
  };
  const kinds: readonly SizeKind[] = draft.side === 'sell' ? ['quote', 'quantity', 'fraction'] : ['quote', 'quantity'];
  const sell = (side: Side) =>
    onChange({ ...draft, side, sizeKind: side === 'buy' && draft.sizeKind === 'fraction' ? 'quote' : draft.sizeKind });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const isWrong = Object.keys(mistakes).length > 0;
        setIsChecked(isWrong);
        if (!isWrong) onSubmit();
      }}
    >
      <Stack gap="md">
        <SimpleGrid cols={isNarrow ? { base: 1, xs: 2 } : { base: 1, xs: 2, md: 4 }} spacing="md">
          <Input.Wrapper label="Side" labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label="Side"
              data={[
                { value: 'buy', label: 'Buy' },
                { value: 'sell', label: 'Sell' },
              ]}
              value={draft.side}
              onChange={(value) => sell(value)}
            />
          </Input.Wrapper>
          <Autocomplete
            label="Symbol"
            data={[...symbols]}
            value={draft.symbol}
            error={errors['symbol']}
            onChange={(symbol) => onChange({ ...draft, symbol })}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            required
          />
          <Input.Wrapper label="Size as" labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label="Size as"
              data={kinds.map((value) => ({ value, label: sizeLabels[value] }))}
              value={draft.sizeKind}
              onChange={(value) => onChange({ ...draft, sizeKind: value })}
            />
          </Input.Wrapper>
          <TextInput
            label={`${sizeLabels[draft.sizeKind]} (${units[draft.sizeKind]})`}
            inputMode="decimal"
            value={draft.size}
            error={errors['size'] ?? errors['amount'] ?? errors['quantity'] ?? errors['fraction']}
            onChange={(event) => onChange({ ...draft, size: event.currentTarget.value })}
            autoComplete="off"
            required
          />
        </SimpleGrid>
        <Group>
          <Button type="submit" variant="light" loading={isPending} leftSection={words.submitIcon}>
            {words.submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
