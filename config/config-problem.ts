/** One mistake, told in one line that names the place and what was expected there. Never holds a secret. */
export interface ConfigProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Null when the mistake is nobody's in particular, or whose it is can't be read. */
  readonly accountId: string | null;
}

export const configError = (message: string, accountId: string | null = null): ConfigProblem => ({
  severity: 'error',
  message,
  accountId,
});

export const configWarning = (message: string, accountId: string | null = null): ConfigProblem => ({
  severity: 'warning',
  message,
  accountId,
});
