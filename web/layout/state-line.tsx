import { Badge, Group, Tooltip } from '@mantine/core';
import { Link2, Link2Off, Radio } from 'lucide-react';
import type { ReactNode } from 'react';
import { codedReasonInWords } from '../../scripts/status-reason.ts';
import { useAccounts } from '../api/accounts.ts';
import type { AccountsAnswer } from '../api/types.ts';
import type { LiveState } from '../live-stream.ts';
import { statusInWords } from '../words/account-words.ts';
import { toneColours, type Tone } from '../words/outcome-words.ts';

/** The master's health, whether its trades are copied, and whether this page is up to date: always in sight. */
export function StateLine({ live }: { readonly live: LiveState }) {
  const { data, isError } = useAccounts();
  return (
    <Group gap="xs" wrap="wrap" role="status" aria-label="State of Lockstep">
      {data !== undefined && <CopyingBadge {...data} />}
      {data?.master != null && <MasterBadge master={data.master} />}
      <LiveBadge state={isError ? 'lost' : live} />
    </Group>
  );
}

const State = ({ tone, label, why, icon }: { tone: Tone; label: string; why: string; icon?: ReactNode }) => (
  <Tooltip label={why} multiline maw={320} disabled={why === ''} events={{ hover: true, focus: true, touch: true }}>
    <Badge color={toneColours[tone]} variant="light" leftSection={icon} tabIndex={why === '' ? undefined : 0}>
      {label}
    </Badge>
  </Tooltip>
);

const MasterBadge = ({ master }: { readonly master: NonNullable<AccountsAnswer['master']> }) => {
  const { word, tone } = statusInWords(master);
  return (
    <State
      tone={tone}
      label={`Master: ${word.toLowerCase()}`}
      why={master.reason === null ? '' : codedReasonInWords(master.reason)}
    />
  );
};

const CopyingBadge = ({ copying: { state, reason } }: Pick<AccountsAnswer, 'copying'>) =>
  state === 'on' ? (
    <State tone="good" label="Copying on" why="" icon={<Link2 size={14} aria-hidden />} />
  ) : (
    <State
      tone="warning"
      label="Copying off"
      why={reason ?? 'Accounts trade on their own.'}
      icon={<Link2Off size={14} aria-hidden />}
    />
  );

const liveWords = {
  open: { tone: 'quiet', label: 'Live', why: '' },
  connecting: { tone: 'busy', label: 'Connecting', why: '' },
  lost: { tone: 'bad', label: 'Not up to date', why: 'The connection to Lockstep is lost; it is tried again.' },
} as const;

const LiveBadge = ({ state }: { readonly state: LiveState }) => (
  <State {...liveWords[state]} icon={<Radio size={14} aria-hidden />} />
);
