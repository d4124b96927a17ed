import { Anchor, Badge, Group, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { AccountView } from '../api/types.ts';
import { Panel } from '../parts/panel.tsx';
import { statusesInOrder, statusInWords } from '../words/account-words.ts';
import { count } from '../words/counting.ts';
import { toneColours } from '../words/outcome-words.ts';

export function StatusCounts({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const statuses = accounts.map(statusInWords);
  const inReview = accounts.reduce((sum, { needsReview }) => sum + needsReview.length, 0);
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
      <Table verticalSpacing={6} withRowBorders={false}>
        <Table.Tbody>
          {rows.map(({ word, tone, number }) => (
            <Table.Tr key={word}>
              <Table.Td pl={0}>
                <Anchor component={Link} href={`/accounts?status=${encodeURIComponent(word)}`} underline="never">
                  <Badge color={toneColours[tone]} variant="light" style={{ cursor: 'pointer' }}>
                    {word}
                  </Badge>
                </Anchor>
              </Table.Td>
              <Table.Td ta="right" pr={0}>
                {number}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {inReview > 0 && (
        <Group gap="xs">
          <Badge color="red" variant="light">
            {count(inReview, 'order needs', 'orders need')} your review
          </Badge>
          <Anchor component={Link} href="/accounts?status=review" size="sm">
            Show them
          </Anchor>
        </Group>
      )}
    </Panel>
  );
}
