import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** Names the deed, such as `Delete the account`. */
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  /** What a person has to type first. */
  readonly typed?: string;
  /** Something else is to be done first. */
  readonly isBlocked?: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Opened by being rendered. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirmLabel, isDangerous = false, typed, isBlocked = false } = props;
  const { isPending, error, onConfirm, onClose } = props;
  const [text, setText] = useState('');
  const isConfirmed = !isBlocked && (typed === undefined || text.trim() === typed);
  return (
    <Dialog onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isConfirmed) onConfirm();
        }}
      >
        <Stack>
          {children}
          {typed !== undefined && (
            <TextInput
              label={`Type ${typed} to confirm`}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
          )}
          {error != null && <Failure error={error} title="That did not work" />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus={typed === undefined || undefined}>
              Cancel
            </Button>
            <Button
              type="submit"
              {...(isDangerous ? { color: 'red' } : {})}
              loading={isPending}
              disabled={!isConfirmed}
            >
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
