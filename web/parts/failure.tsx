import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { ApiError, messageOf } from '../api/client.ts';

interface FailureProps {
  readonly error: unknown;
  /** Such as `The accounts could not be read`. */
  readonly title: string;
  readonly onRetry?: () => void;
}

/** What went wrong, each refused field by its path, and another try where one makes sense. */
export const Failure = ({ error, title, onRetry }: FailureProps) => (
  <Alert color="red" icon={<CircleAlert aria-hidden />} title={title} role="alert">
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{messageOf(error)}</Text>
      {error instanceof ApiError && error.issues.length > 0 && (
        <List size="sm">
          {error.issues.map(({ path, message }) => (
            <List.Item key={`${path} ${message}`}>{path === '' ? message : `${path}: ${message}`}</List.Item>
          ))}
        </List>
      )}
      {onRetry !== undefined && (
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Stack>
  </Alert>
);
