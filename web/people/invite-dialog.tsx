import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { issuesByField } from '../api/client.ts';
import { useInvite, type PersonForm } from '../api/people.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { joinLink } from '../signing-in/link-token.ts';
import { AccountsChoice } from './accounts-choice.tsx';
import { LinkToGive } from './link-to-give.tsx';

const nobody: PersonForm = { name: '', email: '', role: 'member', accountIds: [] };

export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const [form, setForm] = useState(nobody);
  const invite = useInvite();
  const issues = issuesByField(invite.error);
  return (
    <Dialog onClose={onClose} title="Invite somebody" closeOnClickOutside={!invite.isSuccess}>
      {invite.isSuccess ? (
        <LinkToGive name={form.name} link={joinLink(invite.data.joinToken)} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            invite.mutate(form);
          }}
        >
          <Stack>
            <TextInput
              label="Name"
              required
              data-autofocus
              value={form.name}
              error={issues['name']}
              onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
            />
            <TextInput
              label="E-mail address"
              description="They sign in with it; nothing is sent there."
              type="email"
              required
              value={form.email}
              error={issues['email']}
              onChange={(event) => setForm({ ...form, email: event.currentTarget.value })}
            />
            <SegmentedControl
              aria-label="Role"
              value={form.role}
              data={[
                { value: 'member', label: 'Member: own accounts' },
                { value: 'owner', label: 'Owner: everything' },
              ]}
              onChange={(role) => setForm({ ...form, role, accountIds: [] })}
            />
            {form.role === 'owner' ? (
              <Text size="sm">Owners trade, stop everything, and add and remove accounts and people, as you do.</Text>
            ) : (
              <AccountsChoice
                accountIds={form.accountIds}
                onChange={(accountIds) => setForm({ ...form, accountIds })}
              />
            )}
            {invite.isError && <Failure error={invite.error} title="Nobody was invited" />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={invite.isPending}>
                Make the link
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
