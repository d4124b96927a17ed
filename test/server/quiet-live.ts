import { liveFeed } from '../../server/live/live-feed.ts';

/** A feed of a journal in which nothing happens. */
export const quietLive = liveFeed({
  latestChange: () => Promise.resolve(0),
  changesAfter: () => Promise.resolve({ isComplete: true, changes: [] }),
});
