/** One line for the person who waits. */
export type Tell = (line: string) => void;

export const tellOnStderr: Tell = (line) => {
  process.stderr.write(`lockstep: ${line}\n`);
};

/** Says how long `task` has been going on, every few seconds until it ends. */
export async function withProgress<Result>(
  tell: Tell,
  describe: () => string,
  task: Promise<Result>,
  everyMs = 5_000,
): Promise<Result> {
  const startedAt = performance.now();
  const timer = setInterval(() => {
    tell(`${describe()}, ${Math.round((performance.now() - startedAt) / 1_000)} s`);
  }, everyMs);
  try {
    return await task;
  } finally {
    clearInterval(timer);
  }
}
