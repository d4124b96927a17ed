import type { Spread } from '../statistics.ts';
import type { Compared } from './journaled.ts';
import type { MemoryAt } from './memory-over-time.ts';

/** Times in milliseconds unless the name says otherwise. */
export interface DashboardReport {
  readonly upReadyS: number;
  readonly accounts: number;
  readonly lastedS: number;
  readonly intents: {
    readonly count: number;
    readonly failures: readonly string[];
    readonly lateMs: Spread | null;
    readonly answeredMs: Spread | null;
    /** From the time an intent was due until the last account's decision on it, and in the first and the last fifth. */
    readonly copiedMs: Spread | null;
    readonly copiedFirstFifthMs: number | null;
    readonly copiedLastFifthMs: number | null;
    /** After the last one was sent, until everybody had decided; null: not within two minutes. */
    readonly settledMs: number | null;
  };
  readonly events: Compared & {
    readonly aSecond: number;
    readonly cuts: number;
    readonly resets: number;
  };
  readonly pages: readonly PageReport[];
  readonly longestBlockMs: number;
  /** From a click in the navigation until the page was drawn. */
  readonly clickMs: Spread | null;
  /** From a decision in the journal until it reached a page. */
  readonly heardMs: Spread | null;
  /** From an intent in the journal until its trade was on a page. */
  readonly shownMs: Spread | null;
  /** From an account's last decision in the journal until the page's trade had nothing under way. */
  readonly settledShownMs: Spread | null;
  readonly offline: {
    readonly seconds: number;
    /** That the page opened: one more than it noticed losing. */
    readonly streams: number;
    /** In the end all overviews said the same of the same trades. */
    readonly isAlike: boolean;
  };
  readonly memory: {
    readonly overTime: readonly MemoryAt[];
    /** MB a minute over the last three minutes. */
    readonly rssSlope: number | null;
    readonly collectedSlope: number | null;
    readonly collectedAtEndMb: number;
  };
  /** Cores, on average over the run. */
  readonly cores: Readonly<Record<string, number>>;
  /** Of the time on the main thread of `up`, sampled in the middle of the run. */
  readonly mainThread: Readonly<Record<string, number>>;
}

export interface PageReport {
  readonly path: string;
  readonly openedMs: number;
  readonly longestMs: number;
  readonly above50: number;
  readonly above200: number;
  readonly lagP99Ms: number;
  readonly events: number;
  readonly heapMb: number;
  readonly heapGrowthMb: number;
  readonly errors: readonly string[];
}
