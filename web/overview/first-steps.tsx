import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';

/** Before anybody follows the master: what to do, in its order. */
export const FirstSteps = () => (
  <Paper withBorder p="lg" component="section" aria-label="First steps">
    <Stack gap="sm">
      <Title order={2} size="h4">
        Lockstep runs. Three steps to the first copied trade:
      </Title>
      <List type="ordered" size="sm" spacing={6}>
        <List.Item>Add an account, with a key of its exchange that can trade and cannot withdraw.</List.Item>
        <List.Item>
          Let it observe: each trade of the master&apos;s shows what the account would have done, and nothing is sent.
        </List.Item>
        <List.Item>Switch it to live when you like what you see. Until then no money moves.</List.Item>
      </List>
      <Group gap="sm">
        <Button component={Link} href="/accounts">
          Add the first account
        </Button>
        <Text size="sm" c="dimmed">
          The stop button stays at the top of every page.
        </Text>
      </Group>
    </Stack>
  </Paper>
);
