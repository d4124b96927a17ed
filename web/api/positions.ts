import { useQuery } from '@tanstack/react-query';
import { get } from './client.ts';
import { queryKeys } from './query-keys.ts';
import type { PositionOverAccounts } from './types.ts';

/** Prices make no events. */
const readAgainMs = 10_000;

export const usePositions = () =>
  useQuery({
    queryKey: queryKeys.positions,
    queryFn: async ({ signal }) => {
      const { positions } = await get<{ readonly positions: readonly PositionOverAccounts[] }>('/positions', signal);
      return positions;
    },
    refetchInterval: readAgainMs,
  });
