import { refuse } from '../api/reply.ts';

const rfc3339Pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const furthestMs = 60_000;

/** Null: the order may be processed now. The deadline may lie at most 60 s ahead. */
export function deadlineTrouble(deadline: string | null, nowMs: number): { readonly error: string } | null {
  if (deadline === null) return null;
  const atMs = rfc3339Pattern.test(deadline) ? Date.parse(deadline) : NaN;
  if (Number.isNaN(atMs) || atMs > nowMs + furthestMs) return refuse('EGeneral:Invalid arguments:deadline');
  return nowMs > atMs ? refuse('EService:Deadline elapsed') : null;
}
