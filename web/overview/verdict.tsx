import { Anchor, Group, Paper, Text, ThemeIcon } from '@mantine/core';
import { ChevronRight, CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react';
import { Link } from 'wouter';
import { useIsOwner } from '../api/session.ts';
import type { AccountsAnswer } from '../api/types.ts';
import { statusInWords } from '../words/account-words.ts';
import { count } from '../words/counting.ts';
import { toneColours } from '../words/outcome-words.ts';
import { concernsOf, type Concern } from './concerns.ts';
import { FirstSteps } from './first-steps.tsx';

/** Whether everything is all right, before anything else; and if not, what to look at. */
export function Verdict(answer: AccountsAnswer) {
  const isOwner = useIsOwner();
  const concerns = concernsOf(answer);
  if (isOwner && answer.users.length === 0 && concerns.length === 0) return <FirstSteps />;
  const isBad = concerns.some(({ tone }) => tone === 'bad');
  const Icon = concerns.length === 0 ? CircleCheck : isBad ? OctagonAlert : TriangleAlert;
  const tone = concerns.length === 0 ? 'good' : isBad ? 'bad' : 'warning';
  return (
    <Paper withBorder component="section" aria-label="State of everything" className="verdict">
      <Group gap="sm" wrap="nowrap" px="md" py="sm">
        <ThemeIcon variant="light" color={toneColours[tone]} radius="xl" size={32}>
          <Icon size={18} aria-hidden />
        </ThemeIcon>
        <div>
          <Text fw={600}>{titleOf(concerns)}</Text>
          <Text size="sm" c="dimmed">
            {whatRuns(answer)}
          </Text>
        </div>
      </Group>
      {concerns.length > 0 && (
        <ul className="concerns">
          {concerns.map((concern) => (
            <ConcernRow key={concern.what} {...concern} />
          ))}
        </ul>
      )}
    </Paper>
  );
}

const titleOf = (concerns: readonly Concern[]): string =>
  concerns.length === 0 ? 'Everything is in order' : `${count(concerns.length, 'thing needs', 'things need')} you`;

function whatRuns({ users, copying }: AccountsAnswer): string {
  const counted = (word: string) => users.filter((account) => statusInWords(account).word === word).length;
  const trading = `${counted('Trading')} of ${count(users.length, 'account')} trading`;
  const observing = counted('Observing');
  return [trading, ...(observing > 0 ? [`${observing} observing`] : []), `copying ${copyingWord[copying.state]}`].join(
    ', ',
  );
}

const copyingWord = { on: 'on', off: 'off', standalone: 'off' } as const;

const ConcernRow = ({ what, about, tone, href }: Concern) => (
  <li>
    <Anchor component={Link} href={href} underline="never" c="inherit" className="concern">
      <span className="dot" style={{ background: `var(--mantine-color-${toneColours[tone]}-6)` }} />
      <span className="concern-text">
        <Text span size="sm" fw={500}>
          {what}
        </Text>
        {about !== '' && (
          <Text span size="sm" c="dimmed">
            {about}
          </Text>
        )}
      </span>
      <ChevronRight size={16} aria-hidden />
    </Anchor>
  </li>
);
