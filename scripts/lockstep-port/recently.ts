/** Reads that many share: who asks while one is under way, or shortly after it, gets its answer. */
export interface Recently<K, T> {
  of(key: K): Promise<T>;
  /** What was read so far counts no more, of one key or of all. */
  forget(key?: K): void;
}

/** @param keepMs how long an answer counts; one that took longer to get counts as long as it took */
export function recently<K, T>(keepMs: number, read: (key: K) => Promise<T>): Recently<K, T> {
  const kept = new Map<K, Promise<T>>();
  const drop = (key: K, answer: Promise<T>): void => {
    if (kept.get(key) === answer) kept.delete(key);
  };
  return {
    of: (key) => {
      const known = kept.get(key);
      if (known !== undefined) return known;
      const startedMs = performance.now();
      const answer = read(key);
      kept.set(key, answer);
      answer.then(
        () => setTimeout(() => drop(key, answer), Math.max(keepMs, performance.now() - startedMs)).unref(),
        () => drop(key, answer),
      );
      return answer;
    },
    forget: (key) => {
      if (key === undefined) kept.clear();
      else kept.delete(key);
    },
  };
}
