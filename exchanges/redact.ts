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
