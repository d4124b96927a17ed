import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a page sends along with changes: only who reads the session's answers knows it, and it ends with the session. */
export const csrfTokenOf = (sessionToken: string): string =>
  createHmac('sha256', sessionToken).update('lockstep csrf').digest('base64url');

export function isCsrfTokenOf(sessionToken: string, csrfToken: unknown): boolean {
  if (typeof csrfToken !== 'string') return false;
  const [given, own] = [Buffer.from(csrfToken), Buffer.from(csrfTokenOf(sessionToken))];
  return given.length === own.length && timingSafeEqual(given, own);
}
