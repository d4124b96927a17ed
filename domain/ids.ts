import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const accountPrefix = 'account/';

export const accountWorkflowId = (accountId: string): string => `${accountPrefix}${accountId}`;
export const masterWorkflowId = (masterId: string): string => `master/${masterId}`;
/** The one actor that speaks for all accounts together. */
export const globalWorkflowId = 'global';
export const dispatchWorkflowId = (masterId: string, sequence: number, chunk: number): string =>
  `${masterId}/dispatch/${sequence}/${chunk}`;
/** Who looks at a market meanwhile waits for the same answer. @param taskQueue of the worker that asks the exchange */
export const candlesWorkflowId = (taskQueue: string, place: string, symbol: string, interval: string): string =>
  ['candles', taskQueue, place, symbol, interval].join('/');

/** The account a workflow acts for; null for every workflow that is no account's. */
export const accountIdOf = (workflowId: string): string | null =>
  workflowId.startsWith(accountPrefix) ? workflowId.slice(accountPrefix.length) : null;

export interface OrderKey {
  readonly accountId: string;
  readonly intentId: string;
  readonly leg: string;
}

/** A UUID from the facts alone: the same facts give the same order on every retry, replay and run. */
export const clientOrderIdFor = (key: OrderKey): string =>
  uuidFromText(['order', key.accountId, key.intentId, key.leg].join('|'));

const ownForm = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** By its form alone: nobody else makes UUIDs of version 8 for orders. */
export const isLockstepOrderId = (clientOrderId: string): boolean => ownForm.test(clientOrderId);

/** RFC 9562 version 8 (own hash), as workflow code has no `node:crypto`. */
function uuidFromText(text: string): string {
  const bytes = sha256(utf8ToBytes(text)).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
