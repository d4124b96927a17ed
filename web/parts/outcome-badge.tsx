import { Badge } from '@mantine/core';
import { outcomeInWords, toneColours } from '../words/outcome-words.ts';

export const OutcomeBadge = ({ outcome, number }: { readonly outcome: string; readonly number?: number }) => {
  const { word, tone } = outcomeInWords(outcome);
  return (
    <Badge color={toneColours[tone]} variant="light" style={{ flexShrink: 0 }}>
      {number === undefined ? word : `${number} ${word.toLowerCase()}`}
    </Badge>
  );
};
