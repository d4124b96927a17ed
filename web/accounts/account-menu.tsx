import { ActionIcon, Loader, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Ellipsis, KeyRound, Power, PowerOff, RefreshCw, ShieldCheck, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useEnable, useRefresh, useVerify } from '../api/account-actions.ts';
import { messageOf } from '../api/client.ts';
import { useIsOwner } from '../api/session.ts';
import type { AccountView } from '../api/types.ts';
import { money } from '../words/amounts.ts';
import { keyInWords } from '../words/key-words.ts';
import { toneColours } from '../words/outcome-words.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { DisableDialog } from './disable-dialog.tsx';
import { KeyDialog } from './key-dialog.tsx';

type Dialog = 'key' | 'disable' | 'delete';

/** A menu costs as much to draw as its card, so it is made when it is first asked for. */
export function AccountMenu({ account }: { readonly account: AccountView }) {
  const [isUsed, setUsed] = useState(false);
  if (isUsed) return <OpenedMenu account={account} />;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={`Actions for ${account.name}`}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setUsed(true)}
    >
      <Ellipsis size={18} aria-hidden />
    </ActionIcon>
  );
}

function OpenedMenu({ account }: { readonly account: AccountView }) {
  const { name } = account;
  const isOwner = useIsOwner();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const target = useRef<HTMLButtonElement>(null);
  /** The menu that a dialog was chosen in is gone: the keyboard goes on from its button. */
  const close = () => {
    setDialog(null);
    requestAnimationFrame(() => target.current?.focus());
  };
  const verify = useVerify();
  const refresh = useRefresh();
  const enable = useEnable();
  const failed = (error: Error) => tell(name, messageOf(error), 'red');
  const isBusy = verify.isPending || refresh.isPending || enable.isPending;
  const hasKey = account.connection !== 'credentials-missing';
  const isEnabled = account.config?.enabled ?? account.isRunning;
  return (
    <>
      <Menu position="bottom-end" withinPortal defaultOpened>
        <Menu.Target>
          <ActionIcon ref={target} variant="subtle" color="gray" aria-label={`Actions for ${name}`} aria-busy={isBusy}>
            {/* Not disabled meanwhile: the keyboard would lose its place. */}
            {isBusy ? <Loader size={16} aria-hidden /> : <Ellipsis size={18} aria-hidden />}
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<ShieldCheck size={16} aria-hidden />}
            onClick={() =>
              verify.mutate(account, {
                onError: failed,
                onSuccess: (audit) => {
                  const { words, tone } = keyInWords(audit);
                  tell(name, words, toneColours[tone]);
                },
              })
            }
          >
            Verify the key
          </Menu.Item>
          <Menu.Item
            leftSection={<RefreshCw size={16} aria-hidden />}
            onClick={() =>
              refresh.mutate(account, {
                onError: failed,
                onSuccess: ({ connection, reason, equityUsd }) =>
                  connection === 'connected'
                    ? tell(name, `Read afresh: equity ${money(equityUsd)}`, 'green')
                    : tell(name, `Not connected: ${reason ?? 'the exchange does not answer'}`, 'red'),
              })
            }
          >
            Refresh the balance
          </Menu.Item>
          <Menu.Item leftSection={<KeyRound size={16} aria-hidden />} onClick={() => setDialog('key')}>
            {hasKey ? 'Replace the key' : 'Add a key'}
          </Menu.Item>
          <Menu.Divider />
          {isEnabled ? (
            <Menu.Item leftSection={<PowerOff size={16} aria-hidden />} onClick={() => setDialog('disable')}>
              Disable
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<Power size={16} aria-hidden />}
              onClick={() =>
                enable.mutate(account, { onError: failed, onSuccess: () => tell(name, 'Enabled', 'green') })
              }
            >
              Enable
            </Menu.Item>
          )}
          {isOwner && account.role === 'user' && (
            <Menu.Item
              c="var(--lockstep-loss)"
              leftSection={<Trash2 size={16} aria-hidden />}
              onClick={() => setDialog('delete')}
            >
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'key' && <KeyDialog account={account} hasKey={hasKey} onClose={close} />}
      {dialog === 'disable' && <DisableDialog account={account} onClose={close} />}
      {dialog === 'delete' && <DeleteDialog account={account} onClose={close} />}
    </>
  );
}

const tell = (title: string, message: string, color: string): void => {
  notifications.show({ title, message, color, autoClose: 6_000 });
};
