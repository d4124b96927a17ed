import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';

const pageSize = 20;

interface Shown {
  readonly shownCount: number;
  readonly total: number;
  readonly onMore: () => void;
}

/** The first of many, more on demand. */
export function useShown<Row>(rows: readonly Row[], size = pageSize): Shown & { readonly shown: readonly Row[] } {
  const [limit, setLimit] = useState(size);
  return {
    shown: rows.slice(0, limit),
    shownCount: Math.min(limit, rows.length),
    total: rows.length,
    onMore: () => setLimit((before) => before + size),
  };
}

export const ShowMore = ({ shownCount, total, onMore }: Shown) =>
  shownCount >= total ? null : (
    <Group justify="center" gap="sm">
      <Text size="sm" c="dimmed">
        {shownCount} of {total}
      </Text>
      <Button size="xs" variant="default" onClick={onMore}>
        Show more
      </Button>
    </Group>
  );
