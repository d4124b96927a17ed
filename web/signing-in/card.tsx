import { Box, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { ColourSwitch } from '../layout/colour-switch.tsx';

interface CardProps {
  readonly title: string;
  readonly subtitle: string;
  readonly children: ReactNode;
}

/** The frame of the pages before somebody is signed in. */
export function Card({ title, subtitle, children }: CardProps) {
  useEffect(() => {
    document.title = `${title} · Lockstep`;
  }, [title]);
  return (
    <Center mih="100dvh" p="md" component="main">
      <Box w="100%" maw={420}>
        <Group justify="space-between" mb="md">
          <Group gap={8}>
            <img src="/lockstep.svg" alt="" width={32} height={32} />
            <Text fw={700} size="lg">
              Lockstep
            </Text>
          </Group>
          <ColourSwitch />
        </Group>
        <Paper withBorder p="xl" shadow="sm">
          <Stack>
            <div>
              <Title order={1} size="h3">
                {title}
              </Title>
              <Text c="dimmed" size="sm">
                {subtitle}
              </Text>
            </div>
            {children}
          </Stack>
        </Paper>
      </Box>
    </Center>
  );
}
