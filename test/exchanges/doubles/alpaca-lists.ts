import type { AlpacaAccount } from './alpaca-account.ts';
import { fillAnswer, orderAnswer } from './alpaca-answers.ts';
import type { AlpacaBook } from './alpaca-book.ts';
import { json, refused } from './alpaca-http.ts';
import type { AlpacaReply } from './alpaca-http.ts';
import { isOpen, timeText } from './alpaca-order.ts';
import { stockFill, stockOrder } from './alpaca-stock.ts';

/** The real pages hold up to 500 orders and 100 fills. */
const rowsPerPage = 3;

interface Listed {
  /** Sorts like the time it tells. */
  readonly at: string;
  readonly row: object;
}

export function listOrders(book: AlpacaBook, account: AlpacaAccount, query: URLSearchParams): AlpacaReply {
  const status = query.get('status') ?? 'open';
  if (!['open', 'closed', 'all'].includes(status)) return refused(40010001, `invalid status: ${status}`, 422);
  const own = book.orders.filter((order) => order.account === account);
  const orders = own.filter((order) => status === 'all' || isOpen(order) === (status === 'open'));
  const rows = orders.map((order) => ({ at: timeText(order.submitted), row: orderAnswer(order) }));
  const listed = inOrder(status === 'open' ? rows : [stockOrder(account), ...rows], query);
  return json(
    200,
    listed.slice(0, pageSize(query.get('limit') ?? '50')).map(({ row }) => row),
  );
}

export function listFills(book: AlpacaBook, account: AlpacaAccount, query: URLSearchParams): AlpacaReply {
  const own = book.fills.filter(({ order }) => order.account === account);
  const rows = own.map((fill) => ({ id: fill.id, at: timeText(fill.at), row: fillAnswer(fill) }));
  const listed = inOrder([stockFill(account), ...rows], query);
  const token = query.get('page_token');
  const start = token === null ? 0 : listed.findIndex(({ id }) => id === token) + 1;
  if (token !== null && start === 0) return refused(40010001, `invalid page_token: ${token}`, 422);
  const page = listed.slice(start, start + pageSize(query.get('page_size') ?? '100'));
  return json(
    200,
    page.map(({ row }) => row),
  );
}

/** `after` is exclusive; the newest first unless asked otherwise. */
function inOrder<T extends Listed>(rows: readonly T[], query: URLSearchParams): readonly T[] {
  const after = Date.parse(query.get('after') ?? '1970-01-01');
  const edge = timeText({ ms: after, nanosText: '000000' });
  const later = rows.filter(({ at }) => at > edge);
  return query.get('direction') === 'asc' ? later : later.toReversed();
}

const pageSize = (asked: string): number => Math.min(Number(asked), rowsPerPage);
