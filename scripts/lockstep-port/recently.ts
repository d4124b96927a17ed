/** Reads that many share: who asks while one is under way, or shortly after it, gets its answer. */
export interface Recently<K, T> {
  of(key: K): Promise<T>;
  /** What was read so far counts no more, of one key or of all. */
  forget(key?: K): void;
}

/**
 * @param keepMs how long an answer counts; one that took longer to get counts as long as it took
 * @param nameOf keys of one name share an answer; left out: each is its own
 */
export function recently<K, T>(
  keepMs: number,
  read: (key: K) => Promise<T>,
  nameOf: (key: K) => unknown = (key) => key,
): Recently<K, T> {
  const kept = new Map<unknown, Promise<T>>();
  const drop = (name: unknown, answer: Promise<T>): void => {
    if (kept.get(name) === answer) kept.delete(name);
  };
  return {
    of: (key) => {
      const name = nameOf(key);
      const known = kept.get(name);
      if (known !== undefined) return known;
      const startedMs = performance.now();
      const answer = read(key);
      kept.set(name, answer);
      answer.then(
        () => setTimeout(() => drop(name, answer), Math.max(keepMs, performance.now() - startedMs)).unref(),
        () => drop(name, answer),
      );
      return answer;
    },
    forget: (key) => {
      if (key === undefined) kept.clear();
      else kept.delete(nameOf(key));
    },
  };
}
