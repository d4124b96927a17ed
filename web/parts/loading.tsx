import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

interface LoadingProps {
  /** What is being read, such as `accounts`. */
  readonly what: string;
  readonly rows?: number;
  readonly height?: number;
}

export const Loading = ({ what, rows = 4, height = 72 }: LoadingProps) => (
  <Stack gap="sm" role="status">
    <VisuallyHidden>Loading {what}</VisuallyHidden>
    {Array.from({ length: rows }, (_row, index) => (
      <Skeleton key={index} height={height} radius="md" aria-hidden />
    ))}
  </Stack>
);
