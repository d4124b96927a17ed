import type { AccountConfig } from './account-config.ts';

export interface ConfigChange {
  /** As in `limits.maxOrderUsd`. */
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** What differs between two configurations of one account, field by field. */
export function configChanges(before: AccountConfig, after: AccountConfig): readonly ConfigChange[] {
  const [from, to] = [flat(before), flat(after)];
  const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return fields
    .filter((field) => from[field] !== to[field])
    .map((field) => ({ field, from: from[field] ?? 'none', to: to[field] ?? 'none' }));
}

/** Absent and null are the same: nothing is set. */
function flat(value: object, prefix = ''): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, inner] of Object.entries(value) as [string, object | string | number | boolean | null][]) {
    if (inner === null) continue;
    if (typeof inner === 'object') Object.assign(fields, flat(inner, `${prefix}${name}.`));
    else fields[`${prefix}${name}`] = String(inner);
  }
  return fields;
}
