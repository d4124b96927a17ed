import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { issuesByField } from '../api/client.ts';
import { useChangePassword } from '../api/session.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { NewPassword } from '../signing-in/new-password.tsx';

export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const change = useChangePassword();
  const done = () => {
    notifications.show({ color: 'green', message: 'Your password is changed. You are signed out everywhere else.' });
    onClose();
  };
  return (
    <Dialog onClose={onClose} title="Change your password">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (newPassword === repeated) change.mutate({ currentPassword, newPassword }, { onSuccess: done });
        }}
      >
        <Stack>
          <PasswordInput
            label="Your password now"
            autoComplete="current-password"
            required
            data-autofocus
            value={currentPassword}
            onChange={(event) => setCurrentPassword(event.currentTarget.value)}
          />
          <NewPassword
            password={newPassword}
            repeated={repeated}
            onPassword={setNewPassword}
            onRepeated={setRepeated}
            error={issuesByField(change.error)['newPassword']}
          />
          {change.isError && <Failure error={change.error} title="The password was not changed" />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending} disabled={newPassword !== repeated}>
              Change it
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
