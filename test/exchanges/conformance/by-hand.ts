import { randomUUID } from 'node:crypto';
import { openNonceSource } from '../../../exchanges/nonce.ts';
import { parseJson } from '../../../exchanges/json.ts';
import type { OrderPlan } from '../../../domain/order.ts';
import type { Stage, StageAccount } from './stage.ts';

/** Places an order as the account's owner does, outside of Lockstep: without our id, or with one of another's. */
export async function placeByHand(
  { exchange }: Stage,
  { account, credential }: StageAccount,
  plan: OrderPlan,
  withoutClientId: boolean,
): Promise<string> {
  const { venue, ccxt, http } = exchange;
  const market = (await exchange.markets()).bySymbol.get(plan.symbol);
  if (market === undefined) throw new Error(`no market ${plan.symbol}`);
  const nonces = openNonceSource();
  nonces.raise(account.lastNonce);
  const { params, ...request } = venue.addOrder({ ...plan, clientOrderId: randomUUID() }, market.id, null);
  const marker = plan.clientOrderId;
  const asked = venue.addOrder(plan, market.id, null).params;
  const kept = Object.entries(params).filter(([name]) => !(withoutClientId && asked[name] === marker));
  const sign = ccxt.signerFor(credential, nonces);
  const outcome = await http(sign({ ...request, params: Object.fromEntries(kept) }), {
    timeoutMs: 2_000,
    sendBeforeMs: null,
  });
  account.raiseNonce(nonces.last);
  if (outcome.kind !== 'answered') throw new Error(outcome.reason);
  const answer = venue.readAnswer(outcome.status, parseJson(outcome.body));
  const exchangeOrderId = answer.kind === 'result' ? venue.readOrderId(answer.result) : null;
  if (exchangeOrderId === null) throw new Error(`an order by hand was not taken: ${outcome.body}`);
  return exchangeOrderId;
}
