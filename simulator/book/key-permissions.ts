/** Kraken's names of what a key may do, as GetApiKeyInfo lists them. */
export const keyPermissions = [
  'query-funds',
  'add-funds',
  'withdraw-funds',
  'query-open-trades',
  'query-closed-trades',
  'modify-trades',
  'close-trades',
  'query-ledger',
  'create-ws-token',
] as const;
export type KeyPermission = (typeof keyPermissions)[number];
