import type { SizingForm } from '../accounts/sizing-form.ts';
import type { AccountView } from '../api/types.ts';
import { amountFields, limitFields, mistakeIn, unitOf, valueOf } from './setting-fields.ts';

type Config = NonNullable<AccountView['config']>;

/** What is typed. */
export interface SettingsForm {
  readonly name: string;
  readonly description: string;
  readonly sizing: SizingForm;
  readonly stop_trading_on_loss: boolean;
  /** By the name of the field; empty means none. */
  readonly amounts: Readonly<Record<string, string>>;
}

/** Only what a person has touched: the rest follows what is saved. */
export type SettingsChanges = Partial<SettingsForm>;

export const savedForm = (config: Config): SettingsForm => ({
  name: config.name,
  description: config.description,
  sizing: sizingFormOf(config.sizing),
  stop_trading_on_loss: config.limits.stopTradingOnLoss,
  amounts: Object.fromEntries(amountFields.map(({ name, of }) => [name, String(of(config) ?? '')])),
});

const sizingFormOf = (sizing: Config['sizing']): SizingForm =>
  sizing.kind === 'fixed-quote' ? { kind: sizing.kind, amount_usd: sizing.amountUsd } : sizing;

export const formWith = (saved: SettingsForm, changes: SettingsChanges): SettingsForm => ({
  ...saved,
  ...changes,
  amounts: { ...saved.amounts, ...changes.amounts },
});

/** Names of the fields that differ from what is saved. */
export function changedFields(saved: SettingsForm, form: SettingsForm): readonly string[] {
  const { amounts, sizing, ...plain } = form;
  return [
    ...(Object.keys(plain) as (keyof typeof plain)[]).filter((name) => form[name] !== saved[name]),
    ...(JSON.stringify(sizing) === JSON.stringify(saved.sizing) ? [] : ['sizing']),
    ...Object.keys(amounts).filter((name) => amounts[name]?.trim() !== saved.amounts[name]),
  ];
}

const ofLimits = new Set([...limitFields.map(({ name }) => name), 'stop_trading_on_loss']);

/** As the API takes it: what did not change stays out, so that it undoes nobody's change. */
export function changeOf(form: SettingsForm, changed: readonly string[]): Readonly<Record<string, unknown>> {
  const values = Object.fromEntries(changed.map((name) => [name, entryValue(form, name)]));
  const limits = Object.fromEntries(Object.entries(values).filter(([name]) => ofLimits.has(name)));
  const others = Object.fromEntries(Object.entries(values).filter(([name]) => !ofLimits.has(name)));
  return Object.keys(limits).length === 0 ? others : { ...others, limits };
}

function entryValue(form: SettingsForm, name: string): unknown {
  const field = amountFields.find((one) => one.name === name);
  if (field !== undefined) return valueOf(field.kind, form.amounts[name] ?? '');
  if (name === 'sizing') return trimmed(form.sizing);
  if (name === 'name') return form.name.trim();
  return name === 'description' ? form.description.trim() : form.stop_trading_on_loss;
}

const trimmed = (sizing: SizingForm): SizingForm =>
  Object.fromEntries(Object.entries(sizing).map(([name, text]) => [name, text.trim()])) as unknown as SizingForm;

/** One line for each field that can't be meant, by the name that the server gives it. */
export function mistakesIn(form: SettingsForm): Readonly<Record<string, string>> {
  const amounts = amountFields.flatMap(({ name, kind }): readonly (readonly [string, string])[] => {
    const mistake = mistakeIn(kind, form.amounts[name] ?? '');
    return mistake === null ? [] : [[name, mistake]];
  });
  return Object.fromEntries([
    ...amounts,
    ...sizingMistakes(form.sizing),
    ...(form.name.trim() === '' ? [['name', 'Expected a name']] : []),
  ]) as Readonly<Record<string, string>>;
}

function sizingMistakes(sizing: SizingForm): readonly (readonly [string, string])[] {
  const [name, text] =
    sizing.kind === 'fixed-quote'
      ? (['amount_usd', sizing.amount_usd] as const)
      : sizing.kind === 'percent-of-equity'
        ? (['percent', sizing.percent] as const)
        : (['multiplier', sizing.multiplier] as const);
  if (text.trim() === '') return [[name, 'Expected a number above 0']];
  const mistake = mistakeIn(name === 'percent' ? 'share' : 'growth', text);
  if (mistake === null) return [];
  return [[name, name === 'percent' ? mistake : 'Expected a number above 0']];
}

/** Such as `Stop-loss: 5 % instead of none`. */
export function changeInWords(saved: SettingsForm, form: SettingsForm, name: string): string {
  const field = amountFields.find((one) => one.name === name);
  if (field !== undefined) {
    const text = (amount: string | undefined) => {
      const typed = amount?.trim() ?? '';
      if (typed === '') return field.whenEmpty;
      if (field.kind === 'usd') return `$${typed}`;
      return field.kind === 'trades' ? typed : `${typed} ${unitOf[field.kind]}`;
    };
    return `${field.label}: ${text(form.amounts[name])} instead of ${text(saved.amounts[name])}`;
  }
  if (name === 'sizing') return `Size: ${sizingInWords(form.sizing)} instead of ${sizingInWords(saved.sizing)}`;
  if (name === 'name') return `Name: ${form.name.trim()} instead of ${saved.name}`;
  return name === 'description'
    ? 'Notes'
    : `Buying again after the day's loss limit: ${form.stop_trading_on_loss ? 'when a person allows it' : 'the next day'}`;
}

export function sizingInWords(sizing: SizingForm): string {
  switch (sizing.kind) {
    case 'equity-proportional':
      return `${sizing.multiplier} times the master's share`;
    case 'percent-of-equity':
      return `${sizing.percent} % of its equity`;
    case 'fixed-quote':
      return `$${sizing.amount_usd} each`;
  }
}
