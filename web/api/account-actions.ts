import { useAccountChange } from './accounts.ts';
import { pathOf, send } from './client.ts';
import type {
  AccountAudit,
  AccountMode,
  AccountView,
  LiquidatedPosition,
  OrderForm,
  OrderResolution,
  OwnOrderResult,
  TradingState,
} from './types.ts';

interface Of {
  readonly accountId: string;
}

export const useEnable = () => useAccountChange(({ accountId }: Of) => send('POST', `${pathOf(accountId)}/enable`));

export const useDisable = () => useAccountChange(({ accountId }: Of) => send('POST', `${pathOf(accountId)}/disable`));

/** Proves what the key may do. */
export const useVerify = () =>
  useAccountChange(({ accountId }: Of) => send<AccountAudit>('POST', `${pathOf(accountId)}/verify`));

/** Reads the balance afresh. */
export const useRefresh = () =>
  useAccountChange(({ accountId }: Of) => send<AccountAudit>('POST', `${pathOf(accountId)}/refresh`));

export const useStart = () =>
  useAccountChange(({ accountId }: Of) => send<AccountView>('POST', `${pathOf(accountId)}/start`));

export const useStop = () =>
  useAccountChange(({ accountId, liquidate }: Of & { readonly liquidate: boolean }) =>
    send<AccountView>('POST', `${pathOf(accountId)}/stop`, { liquidate }),
  );

export const useLiquidate = () =>
  useAccountChange(({ accountId }: Of) =>
    send<readonly LiquidatedPosition[]>('POST', `${pathOf(accountId)}/liquidate`, { confirm: accountId }),
  );

interface Credential extends Of {
  readonly apiKey: string;
  readonly apiSecret: string;
}
export const useSetCredential = () =>
  useAccountChange(({ accountId, apiKey, apiSecret }: Credential) =>
    send<{ readonly masked: string }>('PUT', `${pathOf(accountId)}/credential`, { apiKey, apiSecret }),
  );

export const useRemoveCredential = () =>
  useAccountChange(({ accountId }: Of) => send('DELETE', `${pathOf(accountId)}/credential`));

interface ModeForm extends Of {
  readonly mode: AccountMode;
  /** Going live needs the account's id once more. */
  readonly confirm?: string;
  readonly allowWithdrawPermission?: boolean;
}
export const useSetMode = () =>
  useAccountChange(({ accountId, ...form }: ModeForm) => send<AccountView>('PUT', `${pathOf(accountId)}/mode`, form));

export const useSetState = () =>
  useAccountChange(({ accountId, tradingState }: Of & { readonly tradingState: TradingState }) =>
    send<AccountView>('PUT', `${pathOf(accountId)}/state`, { tradingState }),
  );

export const useResolve = () =>
  useAccountChange(({ accountId, resolution }: Of & { readonly resolution: OrderResolution }) =>
    send<OwnOrderResult>('POST', `${pathOf(accountId)}/resolve`, resolution),
  );

/** For this account alone: nobody copies it. */
export const useTradeAlone = () =>
  useAccountChange(({ accountId, order }: Of & { readonly order: OrderForm }) =>
    send<OwnOrderResult>('POST', `${pathOf(accountId)}/orders`, order),
  );
