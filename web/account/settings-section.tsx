import { Button, Group, List, Stack, Switch, Tabs, Text, Textarea, TextInput, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { SizingInput } from '../accounts/sizing-input.tsx';
import { useChangeAccount } from '../api/accounts.ts';
import { issuesByField } from '../api/client.ts';
import type { AccountView } from '../api/types.ts';
import { Failure } from '../parts/failure.tsx';
import { momentText } from '../words/times.ts';
import { AmountInputs } from './amount-inputs.tsx';
import { Section } from './section.tsx';
import { limitFields, stopAndPriceFields } from './setting-fields.ts';
import {
  changedFields,
  changeInWords,
  changeOf,
  formWith,
  mistakesIn,
  savedForm,
  type SettingsChanges,
} from './settings-form.ts';

interface SettingsSectionProps {
  readonly account: AccountView;
  readonly config: NonNullable<AccountView['config']>;
}

const namesOf = (fields: readonly { readonly name: string }[]): readonly string[] => fields.map(({ name }) => name);

const tabs = [
  { value: 'sizing', label: 'Size', fields: ['sizing', 'multiplier', 'percent', 'amount_usd'] },
  { value: 'limits', label: 'Limits', fields: [...namesOf(limitFields), 'stop_trading_on_loss'] },
  { value: 'stops', label: 'Stops and price', fields: namesOf(stopAndPriceFields) },
  { value: 'name', label: 'Name', fields: ['name', 'description'] },
] as const;

/** How the account trades: saved at once for all that was changed, and in effect at once. */
export function SettingsSection({ account, config }: SettingsSectionProps) {
  const isMaster = account.role === 'master';
  // A master's size is what it trades, and it may trade by hand.
  const shown = tabs.filter(({ value }) => !isMaster || value !== 'sizing');
  const [tab, setTab] = useState<string | null>(isMaster ? 'limits' : 'sizing');
  const [changes, setChanges] = useState<SettingsChanges>({});
  const change = useChangeAccount();
  const saved = savedForm(config);
  const form = formWith(saved, changes);
  const changed = changedFields(saved, form);
  const mistakes = mistakesIn(form);
  const issues = { ...issuesByField(change.error), ...mistakes };
  const isSaidAtField = tabs.some(({ fields }) => fields.some((name) => issues[name] !== undefined));
  const edit = (edited: SettingsChanges) => {
    setChanges({ ...changes, ...edited });
    if (!change.isPending) change.reset();
  };
  const amounts = (fields: typeof limitFields) => (
    <AmountInputs
      fields={fields}
      amounts={form.amounts}
      issues={issues}
      onChange={(name, text) => edit({ amounts: { ...changes.amounts, [name]: text } })}
    />
  );
  const submit = () => {
    const wrong = tabs.find(({ fields }) => fields.some((name) => mistakes[name] !== undefined));
    if (wrong !== undefined) setTab(wrong.value);
    else if (changed.length > 0)
      change.mutate(
        { accountId: account.accountId, ...changeOf(form, changed) }, // What was typed meanwhile stays.
        { onSuccess: () => setChanges((now) => (now === changes ? {} : now)) },
      );
  };
  return (
    <Section title="Settings" hint="What you save is in effect at once. Sales are never held back by a limit.">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <Tabs value={tab} onChange={setTab}>
            <Tabs.List mb="md">
              {shown.map(({ value, label, fields }) => (
                <Tabs.Tab key={value} value={value}>
                  {label}
                  <TabMark
                    isWrong={fields.some((name) => issues[name] !== undefined)}
                    isChanged={fields.some((name) => changed.includes(name))}
                  />
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="sizing">
              <Stack gap="md" maw={420}>
                <SizingInput
                  sizing={form.sizing}
                  saved={saved.sizing}
                  onChange={(sizing) => edit({ sizing })}
                  issues={issues}
                />
              </Stack>
            </Tabs.Panel>
            <Tabs.Panel value="limits">
              <Stack gap="md">
                <Text size="sm" c="dimmed">
                  They hold back buys. An order that you size yourself is refused rather than made smaller.
                </Text>
                {amounts(isMaster ? limitFields.filter(({ name }) => name !== 'max_drift_pct') : limitFields)}
                <Switch
                  label="After the day's loss limit, buy only when a person allows it again"
                  description="Otherwise it buys again the next day."
                  checked={form.stop_trading_on_loss}
                  onChange={(event) => edit({ stop_trading_on_loss: event.currentTarget.checked })}
                />
              </Stack>
            </Tabs.Panel>
            <Tabs.Panel value="stops">
              <Stack gap="md">
                <Text size="sm" c="dimmed">
                  Stops hold for what is owned already, too: what is beyond one is sold as soon as you save.
                </Text>
                {amounts(stopAndPriceFields)}
              </Stack>
            </Tabs.Panel>
            <Tabs.Panel value="name">
              <Stack gap="md" maw={420}>
                <TextInput
                  label="Name"
                  value={form.name}
                  maxLength={200}
                  error={issues['name']}
                  onChange={(event) => edit({ name: event.currentTarget.value })}
                  autoComplete="off"
                />
                <Textarea
                  label="Notes"
                  description="For people: Lockstep does nothing with them."
                  autosize
                  minRows={2}
                  maxLength={2_000}
                  value={form.description}
                  error={issues['description']}
                  onChange={(event) => edit({ description: event.currentTarget.value })}
                />
              </Stack>
            </Tabs.Panel>
          </Tabs>
          {changed.length > 0 && (
            <List size="sm" aria-label="Not saved yet">
              {changed.map((name) => (
                <List.Item key={name} style={{ overflowWrap: 'anywhere' }}>
                  {changeInWords(saved, form, name)}
                </List.Item>
              ))}
            </List>
          )}
          {change.error !== null && !isSaidAtField && (
            <Failure error={change.error} title="The settings could not be put into effect" />
          )}
          <Group gap="sm">
            <Button type="submit" loading={change.isPending} disabled={changed.length === 0}>
              Save
            </Button>
            {changed.length > 0 && (
              <Button
                variant="default"
                onClick={() => {
                  setChanges({});
                  change.reset();
                }}
              >
                Undo
              </Button>
            )}
            <Text size="sm" c="dimmed" role="status">
              {change.isSuccess && changed.length === 0
                ? account.isRunning
                  ? `Saved. In effect since ${momentText(change.submittedAt)}.`
                  : 'Saved. It holds as soon as the account runs.'
                : ''}
            </Text>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

const TabMark = ({ isWrong, isChanged }: { readonly isWrong: boolean; readonly isChanged: boolean }) =>
  isWrong ? (
    <span style={{ color: 'var(--mantine-color-error)' }}>
      {' '}
      <span aria-hidden>●</span>
      <VisuallyHidden>(something is wrong)</VisuallyHidden>
    </span>
  ) : isChanged ? (
    <span>
      {' '}
      <span aria-hidden>●</span>
      <VisuallyHidden>(not saved)</VisuallyHidden>
    </span>
  ) : null;
