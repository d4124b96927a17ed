import { Badge } from '@mantine/core';
import type { TradeView } from '../api/types.ts';

/** The word says it too, for those who don't tell the colours apart. */
export const SideBadge = ({ side }: Pick<TradeView, 'side'>) => (
  <Badge color={side === 'buy' ? 'teal' : 'blue'} variant="light" miw={44}>
    {side === 'buy' ? 'Buy' : 'Sell'}
  </Badge>
);
