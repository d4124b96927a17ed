import { Anchor, Box, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { AccountView } from '../api/types.ts';
import { Panel } from '../parts/panel.tsx';
import { statusesInOrder, statusInWords } from '../words/account-words.ts';
import { toneFills } from '../words/outcome-words.ts';

/** How the accounts are spread over status words, each a way to them. */
export function StatusCounts({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const statuses = accounts.map(statusInWords);
  const rows = statusesInOrder.flatMap((word) => {
    const same = statuses.filter((status) => status.word === word);
    return same[0] === undefined ? [] : [{ ...same[0], number: same.length }];
  });
  return (
    <Panel
      title="Accounts by status"
      aside={
        <Anchor component={Link} href="/accounts" size="sm">
          All accounts
        </Anchor>
      }
    >
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          There is no account yet. Add the first one on the accounts page.
        </Text>
      )}
      <ul className="status-counts">
        {rows.map(({ word, tone, number }) => (
          <li key={word}>
            <Anchor
              component={Link}
              href={`/accounts?status=${encodeURIComponent(word)}`}
              underline="hover"
              c="inherit"
              size="sm"
            >
              <Box component="span" className="dot" bg={toneFills[tone]} />
              <span>{word}</span>
              <Text span size="sm" fw={600} className="figures">
                {number}
              </Text>
            </Anchor>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
