import { ActionIcon, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { Link2, Pencil, Trash2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useAccountNames } from '../api/account-names.ts';
import { usePeople, useRemovePerson } from '../api/people.ts';
import { usePerson } from '../api/session.ts';
import type { Person } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';
import { InviteDialog } from '../people/invite-dialog.tsx';
import { NewLinkDialog } from '../people/new-link-dialog.tsx';
import { PersonDialog } from '../people/person-dialog.tsx';
import { count } from '../words/counting.ts';

type Open = { readonly kind: 'invite' } | { readonly kind: 'change' | 'link' | 'remove'; readonly person: Person };

export function PeoplePage() {
  const { data, error, isPending, refetch } = usePeople();
  const [open, setOpen] = useState<Open | null>(null);
  const remove = useRemovePerson();
  const close = () => {
    setOpen(null);
    remove.reset();
  };
  return (
    <Page
      title="People"
      subtitle="Owners see and control everything, members their own accounts."
      actions={
        <Button leftSection={<UserPlus size={18} aria-hidden />} onClick={() => setOpen({ kind: 'invite' })}>
          Invite somebody
        </Button>
      }
    >
      {error !== null && <Failure error={error} title="The people could not be read" onRetry={() => void refetch()} />}
      {isPending && <Loading what="people" rows={3} />}
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {data?.map((person) => (
          <PersonRow key={person.personId} person={person} onOpen={(kind) => setOpen({ kind, person })} />
        ))}
      </Stack>
      {open?.kind === 'invite' && <InviteDialog onClose={close} />}
      {open?.kind === 'change' && <PersonDialog person={open.person} onClose={close} />}
      {open?.kind === 'link' && <NewLinkDialog person={open.person} onClose={close} />}
      {open?.kind === 'remove' && (
        <ConfirmDialog
          title={`Remove ${open.person.name}?`}
          confirmLabel="Remove"
          isDangerous
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(open.person.personId, { onSuccess: close })}
          onClose={close}
        >
          <Text size="sm">They are signed out everywhere. Their accounts stay and go on trading.</Text>
        </ConfirmDialog>
      )}
    </Page>
  );
}

interface PersonRowProps {
  readonly person: Person;
  readonly onOpen: (kind: 'change' | 'link' | 'remove') => void;
}

function PersonRow({ person, onOpen }: PersonRowProps) {
  const { personId } = usePerson();
  const names = useAccountNames();
  const { name, email, role, accountIds } = person;
  return (
    <Paper component="li" withBorder px="md" py="sm">
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600}>{name}</Text>
            <Badge color={role === 'owner' ? 'teal' : 'gray'} variant="light">
              {role === 'owner' ? 'Owner' : 'Member'}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {email}
            {role === 'member' &&
              ` · ${accountIds.length === 0 ? 'no account' : accountIds.map((id) => names.get(id) ?? id).join(', ')}`}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          {role === 'member' && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Change what ${name} sees: ${count(accountIds.length, 'account')}`}
              onClick={() => onOpen('change')}
            >
              <Pencil size={16} aria-hidden />
            </ActionIcon>
          )}
          {person.personId !== personId && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`New link for ${name}`}
              onClick={() => onOpen('link')}
            >
              <Link2 size={16} aria-hidden />
            </ActionIcon>
          )}
          {person.personId !== personId && (
            <ActionIcon variant="subtle" color="red" aria-label={`Remove ${name}`} onClick={() => onOpen('remove')}>
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </Group>
    </Paper>
  );
}
