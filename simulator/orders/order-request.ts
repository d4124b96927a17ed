import { canonical, isDecimalText, isPositive, type DecimalText } from '../../domain/decimal.ts';
import { refuse } from '../api/reply.ts';
import type { OrderTerms } from '../book/events.ts';
import { findPair, type Pair } from '../market/pairs.ts';
import { isClientOrderId } from './client-order-id.ts';

/** An AddOrder whose parameters make sense by themselves. */
export type OrderRequest = Omit<OrderTerms, 'txid' | 'key' | 'pair' | 'openedAtMs'> & {
  readonly pair: Pair;
  readonly validateOnly: boolean;
};

const invalid = (what: string): { readonly error: string } => refuse(`EGeneral:Invalid arguments:${what}`);
const knownFlags: ReadonlySet<string> = new Set(['post', 'fciq', 'nompp', 'viqc']);
const isTrue = (text: string | null): boolean => text === 'true' || text === '1';
const isUnset = (text: string | null): boolean => text === null || text === '' || text === '0';

export function readOrderRequest(params: URLSearchParams): OrderRequest | { readonly error: string } {
  const pair = findPair(params.get('pair') ?? '');
  if (pair === null) return refuse('EQuery:Unknown asset pair');
  const side = params.get('type');
  if (side !== 'buy' && side !== 'sell') return invalid('type');
  const type = params.get('ordertype');
  if (type !== 'market' && type !== 'limit') return invalid('ordertype');
  const flags = (params.get('oflags') ?? '').split(',').filter((flag) => flag !== '');
  if (!flags.every((flag) => knownFlags.has(flag))) return invalid('oflags');
  const inQuote = flags.includes('viqc');
  if (inQuote && (type !== 'market' || side !== 'buy')) return invalid('viqc');
  if (flags.includes('post') && type !== 'limit') return invalid('oflags');

  const volume = readAmount(params.get('volume'));
  if (volume === null) return invalid('volume');
  const limitPrice = type === 'limit' ? readAmount(params.get('price')) : null;
  if (type === 'limit' && limitPrice === null) return refuse('EOrder:Invalid price');

  const timeInForce = params.get('timeinforce') ?? 'GTC';
  if (timeInForce !== 'GTC' && timeInForce !== 'IOC') return invalid('timeinforce');
  if (timeInForce === 'IOC' && flags.includes('post')) return invalid('timeinforce');
  if (!isUnset(params.get('starttm'))) return invalid('starttm');
  if (!isUnset(params.get('expiretm'))) return invalid('expiretm');
  if ((params.get('leverage') ?? 'none') !== 'none') return refuse('EOrder:Cannot open position');
  if (isTrue(params.get('reduce_only'))) return refuse('EOrder:Reduce only:No position exists');

  const clientOrderId = params.get('cl_ord_id');
  if (clientOrderId !== null && !isClientOrderId(clientOrderId)) return invalid('cl_ord_id');
  const userrefText = params.get('userref');
  if (userrefText !== null && !/^-?\d{1,10}$/.test(userrefText)) return invalid('userref');
  if (userrefText !== null && clientOrderId !== null) return invalid('cl_ord_id and userref exclude each other');
  return {
    pair,
    side,
    type,
    timeInForce,
    volume,
    inQuote,
    limitPrice,
    flags,
    clientOrderId,
    userref: userrefText === null ? null : Number(userrefText),
    validateOnly: isTrue(params.get('validate')),
  };
}

function readAmount(text: string | null): DecimalText | null {
  if (text === null || !isDecimalText(text) || !isPositive(text)) return null;
  return canonical(text);
}
