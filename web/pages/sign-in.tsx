import { Button, Code, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSignIn } from '../api/session.ts';
import { Failure } from '../parts/failure.tsx';
import { Card } from '../signing-in/card.tsx';

export function SignInPage() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  return (
    <Card title="Sign in" subtitle="With the e-mail address that you were invited with.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ email: email.trim(), password });
        }}
      >
        <Stack>
          <TextInput
            label="E-mail address"
            type="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {signIn.isError && <Failure error={signIn.error} title="You are not signed in" />}
          <Button type="submit" loading={signIn.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
      <Text size="sm" c="dimmed">
        Forgot your password? Ask an owner for a new link. The only owner makes one on the computer where Lockstep runs:{' '}
        <Code>npm run -s lockstep -- people link you@example.org</Code>
      </Text>
    </Card>
  );
}
