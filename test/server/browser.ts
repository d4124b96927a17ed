export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when it is none. */
  readonly json: ReturnType<typeof JSON.parse>;
}

export interface Browser {
  /** What is sent along, for a thief to take. */
  cookie: string;
  csrfToken: string;
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** Keeps the cookie and the token that it was told, as a dashboard does; begins by asking who is signed in. */
export async function browserAt(baseUrl: string): Promise<Browser> {
  const browser: Browser = {
    cookie: '',
    csrfToken: '',
    ask: async (method, path, body, headers = {}) => {
      const response = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          ...(browser.cookie === '' ? {} : { cookie: browser.cookie }),
          ...(browser.csrfToken === '' ? {} : { 'x-csrf-token': browser.csrfToken }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await response.text();
      const json = text === '' ? undefined : JSON.parse(text);
      const [set] = response.headers.getSetCookie();
      if (set !== undefined) browser.cookie = set.split(';', 1)[0] ?? '';
      if (typeof json?.csrfToken === 'string') browser.csrfToken = json.csrfToken;
      return { status: response.status, headers: response.headers, text, json };
    },
  };
  await browser.ask('GET', '/session');
  return browser;
}
