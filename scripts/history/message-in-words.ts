import type { GlobalOrder } from '../../domain/global-order.ts';
import type { OrderSize, OwnOrderRequest } from '../../domain/own-order.ts';
import type { OrderResolution } from '../../domain/resolve-order.ts';
import type { Standing } from '../../domain/standing.ts';
import type { TradeIntent } from '../../domain/trade-intent.ts';
import type { ModePermission, PreviewRequest } from '../../workflows/messages.ts';
import { codedReasonInWords } from '../status-reason.ts';

/** What a signal or an update asked of the account. An unknown one is shown by its name. */
export function messageInWords(name: string, [content, more]: readonly unknown[]): string {
  const words = wordsOf(name, content, more);
  return words === null ? name : `${words} (${name})`;
}

function wordsOf(name: string, content: unknown, more: unknown): string | null {
  switch (name) {
    case 'intent':
      return intentInWords(content as TradeIntent);
    case 'masterOrder':
    case 'submitOrder':
      return orderInWords(content as OwnOrderRequest);
    case 'setMode':
      return `mode set to ${String(content)}${permissionInWords(more as ModePermission | undefined)}`;
    case 'setGlobal':
      return globalInWords(content as GlobalOrder);
    case 'preview':
      return `asked what it would do with ${previewInWords(content as PreviewRequest)}`;
    case 'standing':
      return `${(content as Standing).accountId} told what it holds`;
    case 'setTradingState':
      return `trading state set to ${String(content)}`;
    case 'configure':
      return 'configuration given';
    case 'reconcile':
    case 'refresh':
      return 'asked to read the exchange afresh';
    case 'liquidate':
      return 'asked to sell all it owns';
    case 'resolveOrder':
      return resolutionInWords(content as OrderResolution);
    case 'stop':
      return `asked to stop${(content as { readonly liquidate: boolean }).liquidate ? ' and to sell all it owns' : ''}`;
    default:
      return null;
  }
}

const permissionInWords = (permission: ModePermission | undefined): string =>
  permission?.allowWithdrawPermission === true ? ', with a key that may withdraw, as a person allowed' : '';

function globalInWords({ tradingState, reason, exposureShareUsd }: GlobalOrder): string {
  const why = reason === null ? '' : `: ${codedReasonInWords(reason)}`;
  const share = exposureShareUsd === null ? '' : `, its part of the common exposure ${exposureShareUsd} USD`;
  return `for all accounts: ${tradingState}${why}${share}`;
}

const previewInWords = (request: PreviewRequest): string =>
  request.kind === 'own' ? orderInWords(request.request) : intentInWords(request.intent);

function resolutionInWords(resolution: OrderResolution): string {
  const found =
    resolution.verdict === 'never-existed'
      ? 'it never existed'
      : `order ${resolution.exchangeOrderId} filled ${resolution.filledQuantity} at ${resolution.averagePrice}`;
  return `a person settled order ${resolution.clientOrderId}: ${found}`;
}

function intentInWords({ sequence, side, symbol, masterFill, exitFraction, simulated }: TradeIntent): string {
  const fill = masterFill === null ? '' : `, the master's fill ${masterFill.quantity} at ${masterFill.averagePrice}`;
  const share = exitFraction === null ? '' : `, ${exitFraction} of what is owned`;
  return `intent ${sequence}: ${side} ${symbol}${fill}${share}${simulated ? ', simulated' : ''}`;
}

const orderInWords = ({ side, symbol, size }: OwnOrderRequest): string =>
  `own order: ${side} ${sizeInWords(size)} ${symbol}`;

function sizeInWords(size: OrderSize): string {
  switch (size.kind) {
    case 'quantity':
      return size.quantity;
    case 'quote':
      return `for ${size.amount}`;
    case 'fraction':
      return `${size.fraction} of what is owned of`;
  }
}
