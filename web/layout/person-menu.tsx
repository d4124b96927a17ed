import { ActionIcon, Menu, Text } from '@mantine/core';
import { KeyRound, LogOut, UserRound } from 'lucide-react';
import { useState } from 'react';
import { usePerson, useSignOut } from '../api/session.ts';
import { PasswordDialog } from './password-dialog.tsx';

export function PersonMenu() {
  const { name, email, role } = usePerson();
  const signOut = useSignOut();
  const [isChanging, setChanging] = useState(false);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={`Signed in as ${name}`}>
            <UserRound size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text size="sm" fw={600} c="var(--mantine-color-text)">
              {name}
            </Text>
            <Text size="xs">
              {email}, {role}
            </Text>
          </Menu.Label>
          <Menu.Item leftSection={<KeyRound size={16} aria-hidden />} onClick={() => setChanging(true)}>
            Change your password
          </Menu.Item>
          <Menu.Item
            leftSection={<LogOut size={16} aria-hidden />}
            onClick={() => signOut.mutate()}
            disabled={signOut.isPending}
          >
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isChanging && <PasswordDialog onClose={() => setChanging(false)} />}
    </>
  );
}
