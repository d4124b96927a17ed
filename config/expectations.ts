import type { z } from 'zod';

/** A schema's `error`: what should be there instead. */
export const expected =
  (what: string) =>
  (issue: { readonly input?: unknown }): string =>
    `${issue.input === undefined ? 'missing, ' : ''}expected ${what}`;

/** One line for each mistake: `limits.max_order_usd: expected …`. The values given are never repeated. */
export function expectationsOf(error: z.ZodError, root: readonly PropertyKey[] = []): readonly string[] {
  return error.issues.flatMap((issue) => {
    const path = [...root, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => `${pathText([...path, key])}: unknown field`);
    return [[pathText(path), issue.message].filter((part) => part !== '').join(': ')];
  });
}

/** `[1].limits.max_order_usd` */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`))
    .join('');
}
