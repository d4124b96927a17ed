import { randomUUID } from 'node:crypto';
import type { OrderSize, OwnOrderRequest } from '../../domain/own-order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { print, printJson } from '../output.ts';
import { previewInWords } from '../preview-in-words.ts';
import { previewAlone, previewTrade } from '../preview-trade.ts';
import { readRoster } from '../roster.ts';
import { withSession } from '../session.ts';

export interface PreviewOptions {
  readonly side: Side;
  readonly symbol: string;
  readonly size: OrderSize;
  /** Null: a trade of the master's, and what everyone makes of it. */
  readonly account: string | null;
  /** Each step of the sizing, however many accounts there are. */
  readonly steps: boolean;
  readonly json: boolean;
}

const accountsWithSteps = 10;

/** What a trade would come to, asked of the accounts themselves. Nothing is sent or recorded. */
export const runPreview = (options: PreviewOptions): Promise<number> =>
  withSession(async (session) => {
    const { side, symbol, size, account, steps, json } = options;
    const request: OwnOrderRequest = { orderId: randomUUID(), symbol, side, size, requestedAtMs: Date.now() };
    const roster = await readRoster(session);
    const told =
      account === null
        ? await previewTrade(session, roster, request)
        : await previewAlone(session, roster, request, account);
    if (json) printJson(told);
    else print(...previewInWords(told, steps || told.accounts.length <= accountsWithSteps));
    return 0;
  });
