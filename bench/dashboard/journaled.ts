import Database from 'libsql';

/** One change as the journal noted it. */
export interface Noted {
  readonly changeId: number;
  readonly atMs: number;
  /** Of a decision or an intent. */
  readonly intentId: string | null;
  readonly kind: string;
}

/** Straight from the file: what listeners are compared with must not come the way that they hear it. */
export function changesNoted(file: string, after: number): readonly Noted[] {
  const db = new Database(file, { readonly: true });
  try {
    const rows = db
      .prepare('select change_id, kind, ref, at_ms from journal_changes where change_id > ? order by change_id')
      .all(after) as { change_id: number; kind: string; ref: string; at_ms: number }[];
    return rows.map(({ change_id, kind, ref, at_ms }) => ({
      changeId: change_id,
      atMs: at_ms,
      intentId: kind === 'account-event' ? null : ref,
      kind,
    }));
  } finally {
    db.close();
  }
}

export interface Compared {
  readonly noted: number;
  readonly lost: number;
  readonly repeated: number;
  readonly outOfOrder: number;
}

export function compare(noted: readonly Noted[], heardIds: readonly number[]): Compared {
  const heard = new Set(heardIds);
  return {
    noted: noted.length,
    lost: noted.filter(({ changeId }) => !heard.has(changeId)).length,
    repeated: heardIds.length - heard.size,
    outOfOrder: heardIds.filter((id, index) => id < (heardIds[index - 1] ?? 0)).length,
  };
}
