import { Text } from '@mantine/core';
import { useNewLink } from '../api/people.ts';
import type { Person } from '../api/types.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { joinLink } from '../signing-in/link-token.ts';
import { LinkToGive } from './link-to-give.tsx';

interface NewLinkDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

export function NewLinkDialog({ person, onClose }: NewLinkDialogProps) {
  const newLink = useNewLink();
  if (newLink.isSuccess)
    return (
      <Dialog onClose={onClose} title={`Link for ${person.name}`} closeOnClickOutside={false}>
        <LinkToGive name={person.name} link={joinLink(newLink.data.joinToken)} onClose={onClose} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={`New link for ${person.name}?`}
      confirmLabel="Make the link"
      isPending={newLink.isPending}
      error={newLink.error}
      onConfirm={() => newLink.mutate(person.personId)}
      onClose={onClose}
    >
      <Text size="sm">With it they choose their password, the first or another one. Earlier links end.</Text>
    </ConfirmDialog>
  );
}
