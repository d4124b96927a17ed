import { randomUUID } from 'node:crypto';
import type { MasterOrderResult, OrderSize, OwnOrderRequest, OwnOrderResult } from '../../domain/own-order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { submitMasterOrderUpdate } from '../../workflows/messages.ts';
import { askMaster } from '../ask-master.ts';
import { followUp, type Followed } from '../follow-up.ts';
import { count, print, printJson, warn } from '../output.ts';
import { orderForAccount } from '../order-for-account.ts';
import { copyingInWords } from '../read-copying.ts';
import { reasonInWords } from '../reason-in-words.ts';
import { withSession, type Session } from '../session.ts';
import { showScorecard } from './intents.ts';

export interface TradeOptions {
  readonly side: Side;
  readonly symbol: string;
  readonly size: OrderSize;
  /** Null: the master trades and followers copy. */
  readonly account: string | null;
  readonly wait: boolean;
  readonly json: boolean;
}

export const runTrade = (options: TradeOptions): Promise<number> =>
  withSession((session) => {
    const { side, symbol, size, account } = options;
    const request = { orderId: randomUUID(), symbol, side, size, requestedAtMs: Date.now() };
    return account === null
      ? tradeAsMaster(session, request, options)
      : tradeAlone(session, request, account, options.json);
  });

async function tradeAsMaster(session: Session, request: OwnOrderRequest, options: TradeOptions): Promise<number> {
  const { result, copying } = await askMaster(session, submitMasterOrderUpdate, request, request.orderId);
  const { intentId, order } = result;
  const followed =
    options.wait && intentId !== null ? await followUp(session.places, intentId, copiedQuantityOf(result)) : null;
  if (options.json) printJson(result);
  else showResult(request, result, followed);
  if (result.notCopied !== null) warn(`not copied: ${result.notCopied}`);
  const exitCode = exitCodeOf('master', order);
  if (copying.state !== 'on' && (exitCode !== 0 || result.notCopied !== null)) warn(copyingInWords(copying));
  if (followed === null || followed.trouble === null) return exitCode;
  warn(`the trade was made; ${followed.trouble}`);
  return 1;
}

/** Null when a part of the order was not copied. */
function copiedQuantityOf({ order, notCopied }: MasterOrderResult): string | null {
  if (notCopied !== null) return null;
  return order.outcome === 'observed' ? order.quantity : order.filledQuantity;
}

async function tradeAlone(
  session: Session,
  request: OwnOrderRequest,
  accountId: string,
  json: boolean,
): Promise<number> {
  const order = await orderForAccount(session, accountId, request);
  if (json) printJson({ order });
  else print(`${accountId}: ${orderInWords(request, order)}`);
  return exitCodeOf(accountId, order);
}

/** What was really executed, or would have been. */
function exitCodeOf(who: string, order: OwnOrderResult): 0 | 1 {
  if (['filled', 'partial', 'observed'].includes(order.outcome)) return 0;
  const why = [order.code, order.context].filter((part) => part !== null && part !== '').join(' ');
  warn(`${who}'s order was not filled: ${order.outcome}${why === '' ? '' : ` ${why}`}`);
  return 1;
}

function showResult(request: OwnOrderRequest, result: MasterOrderResult, followed: Followed | null): void {
  const { intentId, order, delivered, undelivered } = result;
  print(`master: ${orderInWords(request, order)}`);
  if (intentId === null) return;
  print(`handed to ${count(delivered, 'account')}`);
  print(...undelivered.map(({ accountId, reason }) => `not reached: ${accountId} (${reason})`));
  if (followed === null) print(`what each did: npm run -s lockstep -- intents ${intentId}`);
  else followed.scorecards.forEach(showScorecard);
}

function orderInWords({ side, symbol }: OwnOrderRequest, order: OwnOrderResult): string {
  const quantity = order.outcome === 'observed' ? order.quantity : order.filledQuantity;
  const price = order.averagePrice === null ? '' : ` at ${order.averagePrice}`;
  const why = reasonInWords(order.code, order.context);
  return `${side} ${quantity} ${symbol}${price}: ${order.outcome}${why === '' ? '' : `, ${why}`}`;
}
