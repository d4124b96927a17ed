import { Badge } from '@mantine/core';
import type { AccountView } from '../api/types.ts';
import { statusInWords } from '../words/account-words.ts';
import { toneColours } from '../words/outcome-words.ts';

export const StatusBadge = ({ account }: { readonly account: AccountView }) => {
  const { word, tone } = statusInWords(account);
  return (
    <Badge color={toneColours[tone]} variant="light">
      {word}
    </Badge>
  );
};
