import type { Connection } from '@temporalio/client';

export const searchAttributeNames = ['AccountId', 'Role', 'Mode', 'TradingState', 'Exchange'] as const;

/** `INDEXED_VALUE_TYPE_KEYWORD` in Temporal's API. */
const keyword = 2;

/**
 * Adds the search attributes that are missing in a namespace.
 * @throws Error when one exists with another type, or when they may not be added with this credential
 */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService
    .listSearchAttributes({ namespace })
    .catch((error: unknown) => refuse(namespace, searchAttributeNames, error));
  const foreign = searchAttributeNames.find((name) => (customAttributes[name] ?? keyword) !== keyword);
  if (foreign !== undefined) {
    throw new Error(`Temporal namespace ${namespace}: search attribute ${foreign} exists, but not as Keyword`);
  }
  const missing = searchAttributeNames.filter((name) => customAttributes[name] === undefined);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, keyword]));
  await connection.operatorService
    .addSearchAttributes({ namespace, searchAttributes })
    .catch((error: unknown) => refuse(namespace, missing, error));
}

function refuse(namespace: string, names: readonly string[], cause: unknown): never {
  const flags = names.map((name) => `--name ${name} --type Keyword`).join(' ');
  const reason = (cause as { readonly details?: string }).details ?? (cause as Error).message;
  throw new Error(
    `Temporal namespace ${namespace}: search attributes can't be added (${reason}); ` +
      `let its administrator run: temporal operator search-attribute create --namespace ${namespace} ${flags}`,
    { cause },
  );
}
