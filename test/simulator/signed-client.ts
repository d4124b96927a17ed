import { createHash, createHmac } from 'node:crypto';
import type { CreatedAccount } from '../../simulator/control-client.ts';
import type { Simulator } from '../../simulator/simulator.ts';

/** Kraken's envelope; `result` is there unless the call was refused. */
export interface Answer<Result = unknown> {
  readonly error: readonly string[];
  readonly result: Result;
}

export type OrderFields = Readonly<Record<string, string>>;
export interface ClosedOrders {
  readonly closed: Readonly<Record<string, OrderFields>>;
  readonly count: number;
}

export interface SignedClient {
  readonly account: CreatedAccount;
  /** Signs and sends; the answer as the exchange gave it. */
  send(endpoint: string, params?: Readonly<Record<string, string>>): Promise<Response>;
  call<Result = unknown>(endpoint: string, params?: Readonly<Record<string, string>>): Promise<Answer<Result>>;
  /** AddOrder on BTC/USD: the txid, or the error text. */
  order(params: Readonly<Record<string, string>>): Promise<string>;
}

let lastNonce = BigInt(Date.now()) * 1_000n;

/** Kraken's signature, written a second time so that a mistake in the simulator's own doesn't cancel out. */
export function signedClient(url: string, account: CreatedAccount): SignedClient {
  const send: SignedClient['send'] = (endpoint, params = {}) => {
    const path = `/0/private/${endpoint}`;
    const nonce = params['nonce'] ?? String(++lastNonce);
    const body = new URLSearchParams({ nonce, ...params }).toString();
    const digest = createHash('sha256')
      .update(nonce + body)
      .digest();
    const signature = createHmac('sha512', Buffer.from(account.secret, 'base64'))
      .update(Buffer.concat([Buffer.from(path), digest]))
      .digest('base64');
    return fetch(url + path, {
      method: 'POST',
      body,
      headers: {
        'API-Key': account.key,
        'API-Sign': signature,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
  };
  const call = async <Result>(endpoint: string, params?: Readonly<Record<string, string>>): Promise<Answer<Result>> =>
    (await (await send(endpoint, params)).json()) as Answer<Result>;
  return {
    account,
    send,
    call,
    order: async (params) => {
      const { error, result } = await call<{ txid?: string[] } | undefined>('AddOrder', { pair: 'XBTUSD', ...params });
      return error[0] ?? result?.txid?.[0] ?? 'no txid';
    },
  };
}

export const clientFor = async (
  simulator: Simulator,
  balances: Readonly<Record<string, string>>,
): Promise<SignedClient> => signedClient(simulator.url, await simulator.control.createAccount({ balances }));

export const publicCall = async <Result>(url: string, request: string): Promise<Answer<Result>> =>
  (await (await fetch(`${url}/0/public/${request}`)).json()) as Answer<Result>;
