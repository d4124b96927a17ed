const wordsOf: Readonly<Record<string, string>> = {
  ENOENT: 'not found',
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  EISDIR: 'cannot be read: expected a file, found a folder',
  ENOTDIR: 'cannot be read: expected a folder, found a file',
  ELOOP: 'cannot be read: a symbolic link points at itself',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** Why a file could not be read, in words. */
export const fileTrouble = (error: unknown): string => wordsOf[codeOf(error)] ?? `cannot be read (${codeOf(error)})`;
