import { Alert, Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { issuesByField } from '../api/client.ts';
import { useJoin } from '../api/session.ts';
import { Failure } from '../parts/failure.tsx';
import { Card } from '../signing-in/card.tsx';
import { linkToken } from '../signing-in/link-token.ts';
import { NewPassword } from '../signing-in/new-password.tsx';

export function JoinPage() {
  const [token] = useState(linkToken);
  const [, navigate] = useLocation();
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const join = useJoin();
  if (token === null)
    return (
      <Card title="Join Lockstep" subtitle="With the link that its owner gave you.">
        <Alert color="orange" title="The link is not complete">
          Open it once more exactly as you got it, or ask the owner for another one.
        </Alert>
      </Card>
    );
  return (
    <Card title="Join Lockstep" subtitle="Choose the password that you will sign in with.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (password === repeated)
            join.mutate({ token, password }, { onSuccess: () => navigate('/', { replace: true }) });
        }}
      >
        <Stack>
          <NewPassword
            password={password}
            repeated={repeated}
            onPassword={setPassword}
            onRepeated={setRepeated}
            error={issuesByField(join.error)['password']}
          />
          {join.isError && <Failure error={join.error} title="You have not joined" />}
          <Button type="submit" loading={join.isPending} disabled={password !== repeated}>
            Join
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
