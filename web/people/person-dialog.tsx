import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useChangePerson } from '../api/people.ts';
import type { Person } from '../api/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { AccountsChoice } from './accounts-choice.tsx';

interface PersonDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

export function PersonDialog({ person, onClose }: PersonDialogProps) {
  const [accountIds, setAccountIds] = useState(person.accountIds);
  const change = useChangePerson();
  return (
    <Dialog onClose={onClose} title={`What ${person.name} sees`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ personId: person.personId, accountIds }, { onSuccess: onClose });
        }}
      >
        <Stack>
          <AccountsChoice accountIds={accountIds} onChange={setAccountIds} />
          {change.isError && <Failure error={change.error} title="That was not saved" />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
