/** The token of a one-time link, after `#token=` or in `?token=`; null without one. */
export function linkToken(): string | null {
  const { hash, search } = window.location;
  return new URLSearchParams(hash.slice(1)).get('token') ?? new URLSearchParams(search).get('token');
}

/** After the hash, a token is in no server's log. */
export const joinLink = (token: string): string =>
  `${window.location.origin}/join#${new URLSearchParams({ token }).toString()}`;
