import type { HttpRequest } from './http-call.ts';

const shortestSecret = 6;
const longestText = 300;

/** Text fit for records and logs: one line, cut short, without any of the secrets. */
export function redact(text: string, secrets: readonly string[]): string {
  const clean = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
  const line = clean.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return line.length > longestText ? `${line.slice(0, longestText)}…` : line;
}

/** What a request carries that no text may show: header values, and signatures in its address or body. */
export function secretsOf({ url, headers, body }: HttpRequest): readonly string[] {
  const params = [...new URL(url).searchParams, ...new URLSearchParams(body ?? '')];
  const signatures = params.flatMap(([name, value]) =>
    name === 'signature' ? [value, encodeURIComponent(value)] : [],
  );
  // An authorization header is a scheme and a token, and the token alone is enough.
  return [...Object.values(headers).flatMap((value) => [value, ...value.split(' ')]), ...signatures];
}

/** A key file's lines betray it as well as all of it. */
export const linesOf = (secret: string): readonly string[] => [secret, ...secret.split(/\r?\n|\\n/)];
