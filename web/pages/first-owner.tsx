import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { issuesByField } from '../api/client.ts';
import { useFirstOwner } from '../api/session.ts';
import { Failure } from '../parts/failure.tsx';
import { Card } from '../signing-in/card.tsx';
import { linkToken } from '../signing-in/link-token.ts';
import { NewPassword } from '../signing-in/new-password.tsx';

export function FirstOwnerPage() {
  const [token] = useState(linkToken);
  const [, navigate] = useLocation();
  const [form, setForm] = useState({ name: '', email: '', password: '', repeated: '' });
  const create = useFirstOwner();
  const issues = issuesByField(create.error);
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  if (token === null)
    return (
      <Card title="Welcome to Lockstep" subtitle="Nobody owns this installation yet.">
        <Alert color="blue" title="Open the one-time link">
          The terminal in which Lockstep runs shows a link for its first owner. Open that link to go on.
        </Alert>
      </Card>
    );
  return (
    <Card title="Welcome to Lockstep" subtitle="Make yourself its owner: you see and control every account.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (form.password !== form.repeated) return;
          const { repeated: _, ...sent } = form;
          create.mutate({ token, ...sent }, { onSuccess: () => navigate('/', { replace: true }) });
        }}
      >
        <Stack>
          <TextInput
            label="Your name"
            autoComplete="name"
            required
            autoFocus
            value={form.name}
            error={issues['name']}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <TextInput
            label="E-mail address"
            description="You sign in with it; nothing is sent there."
            type="email"
            autoComplete="username"
            required
            value={form.email}
            error={issues['email']}
            onChange={(event) => change({ email: event.currentTarget.value })}
          />
          <NewPassword
            {...form}
            error={issues['password']}
            onPassword={(password) => change({ password })}
            onRepeated={(repeated) => change({ repeated })}
          />
          {create.isError && <Failure error={create.error} title="The owner was not created" />}
          <Button type="submit" loading={create.isPending} disabled={form.password !== form.repeated}>
            Begin
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
