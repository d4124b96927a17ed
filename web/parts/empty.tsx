import { Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What to do next. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Inside a panel, which has a frame already. */
  readonly isInPanel?: boolean;
}

export const Empty = ({ icon: Icon, title, children, action, isInPanel = false }: EmptyProps) => (
  <Paper withBorder={!isInPanel} p={isInPanel ? 'md' : 'xl'}>
    <Stack align="center" gap="sm" maw={420} mx="auto" ta="center">
      <ThemeIcon size={48} radius="xl" variant="light" color="gray">
        <Icon aria-hidden />
      </ThemeIcon>
      <Title order={3} size="h4">
        {title}
      </Title>
      <Text c="dimmed" size="sm">
        {children}
      </Text>
      {action}
    </Stack>
  </Paper>
);
