import { Group, Stack, Text } from '@mantine/core';
import type { AccountEvent } from '../api/types.ts';
import { eventInWords } from '../words/reason-words.ts';
import { momentText } from '../words/times.ts';
import { ShowMore, useShown } from './show-more.tsx';

/** What happened to it outside of a decision, newest first. */
export function EventsSection({ events }: { readonly events: readonly AccountEvent[] }) {
  const { shown, ...more } = useShown(events);
  if (events.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing has happened outside of its trades.
      </Text>
    );
  return (
    <Stack gap="sm">
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        {shown.map((event) => (
          <Group component="li" key={event.eventId} gap="sm" wrap="nowrap" align="flex-start">
            <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }} className="figures">
              {momentText(event.atMs)}
            </Text>
            <Text size="sm">{eventInWords(event)}</Text>
          </Group>
        ))}
      </Stack>
      <ShowMore {...more} />
    </Stack>
  );
}
