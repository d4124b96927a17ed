export type End = () => Promise<void> | void;

/** What has to be ended, in reverse order, once, however the run ends. */
export interface Endings {
  add(end: End): void;
  end(): Promise<void>;
}

export function createEndings(): Endings {
  const ends: End[] = [];
  return {
    add: (end) => {
      ends.push(end);
    },
    end: async () => {
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
    },
  };
}
