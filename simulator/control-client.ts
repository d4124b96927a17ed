import type {
  AccountView,
  BookOrder,
  CreatedAccount,
  FaultRequest,
  FaultView,
  NewAccount,
  PairView,
  ReceivedRequest,
  Settings,
} from './control/control-types.ts';
import type { Liquidity } from './book/events.ts';
import type { DecimalText } from '../domain/decimal.ts';
import type { PairStatus } from './market/pairs.ts';

export type {
  AccountView,
  BookOrder,
  CreatedAccount,
  FaultKind,
  FaultRequest,
  FaultView,
  NewAccount,
  PairView,
  ReceivedRequest,
  Settings,
} from './control/control-types.ts';

/** The control API of a running simulator. A refused call throws an error that names the field. */
export interface SimulatorControl {
  createAccount(account: NewAccount): Promise<CreatedAccount>;
  accounts(): Promise<readonly AccountView[]>;
  /** Until restored, every request of the key is answered `EAPI:Invalid key`. */
  revokeKey(key: string): Promise<void>;
  restoreKey(key: string): Promise<void>;
  /** A deposit; negative: a withdrawal of what no order holds. */
  changeBalance(key: string, asset: string, change: DecimalText): Promise<void>;
  /** Every order ever taken on, oldest first. */
  book(filter?: { readonly key?: string; readonly clientOrderId?: string }): Promise<readonly BookOrder[]>;
  /** Every request since the last reset, oldest first. */
  requests(filter?: { readonly key?: string; readonly endpoint?: string }): Promise<readonly ReceivedRequest[]>;
  resetRequests(): Promise<void>;
  pairs(): Promise<readonly PairView[]>;
  /** Pins the price of a pair (`XXBTZUSD`, `XBTUSD` or `BTC/USD`): bid and last are this, ask is the spread above. */
  setPrice(pair: string, price: DecimalText): Promise<PairView>;
  /** Lets the recording play again. */
  releasePrice(pair: string): Promise<PairView>;
  setPairStatus(pair: string, status: PairStatus): Promise<PairView>;
  setLiquidity(pair: string, liquidity: Partial<Liquidity>): Promise<PairView>;
  settings(): Promise<Settings>;
  changeSettings(settings: Partial<Settings>): Promise<Settings>;
  addFault(fault: FaultRequest): Promise<FaultView>;
  faults(): Promise<readonly FaultView[]>;
  removeFault(id: number): Promise<void>;
  removeFaults(): Promise<void>;
}

export function simulatorControl(url: string): SimulatorControl {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = (await response.json()) as T & { readonly error?: string };
    if (!response.ok) throw new Error(`simulator control, ${method} ${path}: ${answer.error ?? response.statusText}`);
    return answer;
  }
  const tell = async (method: string, path: string, body?: unknown): Promise<void> => {
    await call(method, path, body);
  };
  const withQuery = (path: string, filter: object = {}): string =>
    `${path}?${new URLSearchParams(filter as Record<string, string>).toString()}`;

  return {
    createAccount: (account) => call('POST', 'accounts', account),
    accounts: async () => (await call<{ accounts: AccountView[] }>('GET', 'accounts')).accounts,
    revokeKey: (key) => tell('POST', 'keys', { key, revoked: true }),
    restoreKey: (key) => tell('POST', 'keys', { key, revoked: false }),
    changeBalance: (key, asset, change) => tell('POST', 'balances', { key, asset, change }),
    book: async (filter) => (await call<{ orders: BookOrder[] }>('GET', withQuery('book', filter))).orders,
    requests: async (filter) =>
      (await call<{ requests: ReceivedRequest[] }>('GET', withQuery('requests', filter))).requests,
    resetRequests: () => tell('DELETE', 'requests'),
    pairs: async () => (await call<{ pairs: PairView[] }>('GET', 'pairs')).pairs,
    setPrice: (pair, price) => call('POST', 'prices', { pair, price }),
    releasePrice: (pair) => call('POST', 'prices', { pair, price: null }),
    setPairStatus: (pair, status) => call('POST', 'statuses', { pair, status }),
    setLiquidity: (pair, liquidity) => call('POST', 'liquidity', { pair, ...liquidity }),
    settings: () => call('GET', 'settings'),
    changeSettings: ({ callLimit, ...settings }) =>
      call('POST', 'settings', {
        ...settings,
        ...(callLimit !== undefined && {
          callsMost: callLimit?.most ?? 0,
          callsDecayPerSecond: callLimit?.decayPerSecond ?? 0,
        }),
      }),
    addFault: (fault) => call('POST', 'faults', fault),
    faults: async () => (await call<{ faults: FaultView[] }>('GET', 'faults')).faults,
    removeFault: (id) => tell('DELETE', withQuery('faults', { id: String(id) })),
    removeFaults: () => tell('DELETE', 'faults'),
  };
}
