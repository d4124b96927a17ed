import { List } from '@mantine/core';
import type { AccountView } from '../api/types.ts';
import { quantityText } from '../words/amounts.ts';
import { reasonInWords } from '../words/reason-words.ts';
import { Section } from './section.tsx';

const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 2 });

/** Where it owns something else than its latest order was to leave. */
export const DriftSection = ({ drift }: Pick<AccountView, 'drift'>) => (
  <Section title="Drift" hint="Owns something else than its latest order was to leave">
    <List size="sm" className="figures">
      {drift.map(({ symbol, target, actual, ratio, cause }) => (
        <List.Item key={symbol}>
          {quantityText(actual)} instead of {quantityText(target)} {symbol} ({percent.format(ratio as `${number}`)}{' '}
          off): {reasonInWords(cause, '')}
        </List.Item>
      ))}
    </List>
  </Section>
);
