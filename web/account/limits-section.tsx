import { Button, Group, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useChangeAccount } from '../api/accounts.ts';
import { issuesByField } from '../api/client.ts';
import type { AccountView } from '../api/types.ts';
import { Failure } from '../parts/failure.tsx';
import { entryOf, formOf, limitFields, mistakesIn, type LimitsForm } from './limits-form.ts';
import { Section } from './section.tsx';

type Limits = NonNullable<AccountView['config']>['limits'];

interface LimitsSectionProps {
  readonly accountId: string;
  readonly limits: Limits;
}

/** What the account may do at most; what is refused is said at its field. */
export function LimitsSection({ accountId, limits }: LimitsSectionProps) {
  const saved = formOf(limits);
  const [changes, setChanges] = useState<Partial<LimitsForm>>({});
  const change = useChangeAccount();
  const form: LimitsForm = { ...saved, ...changes };
  const mistakes = mistakesIn(form);
  const issues = { ...issuesByField(change.error), ...mistakes };
  const isChanged = JSON.stringify(form) !== JSON.stringify(saved);
  const isShownAtField = limitFields.some(({ name }) => issues[name] !== undefined);
  const reset = () => {
    setChanges({});
    change.reset();
  };
  const edit = (edited: Partial<LimitsForm>) => {
    setChanges({ ...changes, ...edited });
    change.reset();
  };
  return (
    <Section
      title="Limits"
      hint="Empty means no limit. They hold back buys; sells always pass. A day begins at midnight UTC, risk is of equity."
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (Object.keys(mistakes).length === 0)
            change.mutate({ accountId, limits: entryOf(form) }, { onSuccess: () => setChanges({}) });
        }}
      >
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
            {limitFields.map(({ name, label, unit }) => (
              <TextInput
                key={name}
                label={unit === '' ? label : `${label} (${unit})`}
                placeholder="no limit"
                inputMode={name === 'max_daily_trades' ? 'numeric' : 'decimal'}
                value={form[name]}
                error={issues[name]}
                onChange={(event) => edit({ [name]: event.currentTarget.value })}
                autoComplete="off"
              />
            ))}
          </SimpleGrid>
          <Switch
            label="When the day's loss limit is reached, buy no more until a person allows it"
            checked={form.stop_trading_on_loss}
            onChange={(event) => edit({ stop_trading_on_loss: event.currentTarget.checked })}
          />
          {change.error !== null && !isShownAtField && (
            <Failure error={change.error} title="The limits were not saved" />
          )}
          <Group gap="sm">
            <Button type="submit" loading={change.isPending} disabled={!isChanged}>
              Save limits
            </Button>
            {isChanged && (
              <Button variant="default" onClick={reset}>
                Undo
              </Button>
            )}
            <Text size="sm" c="dimmed" role="status">
              {change.isSuccess && !isChanged ? 'Saved.' : ''}
            </Text>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
