/** Who is signed in, as a browser is. */
export interface Owner {
  readonly apiUrl: string;
  /** `name=value` */
  readonly cookie: string;
  /** @throws Error for any answer but a success */
  ask<T>(method: string, path: string, body?: object): Promise<T>;
}

/** Uses the one-time link that `up` prints. */
export async function firstOwner(apiUrl: string, link: string): Promise<Owner> {
  const token = new URL(link).hash.replace(/^#token=/, '');
  let cookie = '';
  let csrfToken = '';
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        ...(cookie !== '' && { cookie }),
        ...(csrfToken !== '' && { 'x-csrf-token': csrfToken }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';', 1)[0] ?? '';
    const answer = (text === '' ? {} : JSON.parse(text)) as T & { readonly csrfToken?: string };
    if (typeof answer.csrfToken === 'string') csrfToken = answer.csrfToken;
    return answer;
  };
  await ask('GET', '/session');
  const person = { name: 'Olga', email: 'olga@example.org', password: 'a passphrase for the benchmark' };
  await ask('POST', '/first-owner', { token, ...person });
  return {
    apiUrl,
    get cookie() {
      return cookie;
    },
    ask,
  };
}
