/** One field that the server refuses, by its path in what was sent, such as `limits.max_order_usd`. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** What the server answered instead of a result; status 0: it could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly issues: readonly Issue[];
  constructor(status: number, message: string, issues: readonly Issue[] = []) {
    super(message);
    this.status = status;
    this.issues = issues;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A connection that is dead without knowing it would be waited for longer than anybody looks at a page. */
const readWithinMs = 60_000;

let csrfToken: string | null = null;

/** Every answer about the session brings the token that changes must carry from then on. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  answered<T>(
    'GET',
    path,
    undefined,
    AbortSignal.any([AbortSignal.timeout(readWithinMs), ...(signal === undefined ? [] : [signal])]),
  );

/** @param body sent as JSON; the server refuses fields that it doesn't know */
export const send = <T>(method: Exclude<Method, 'GET'>, path: string, body?: object): Promise<T> =>
  answered<T>(method, path, body, null);

async function answered<T>(method: Method, path: string, body: object | undefined, signal: AbortSignal | null) {
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (method !== 'GET' && csrfToken !== null) headers.set('x-csrf-token', csrfToken);
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal };
  if (body !== undefined) init.body = JSON.stringify(body);
  const response = await reached(`/api${path}`, init);
  const text = await response.text();
  if (!response.ok) throw refusal(response.status, text);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function reached(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    if (init.signal?.aborted === true && !isLate) throw error;
    throw new ApiError(0, 'Lockstep does not answer. Is it still running?');
  }
}

function refusal(status: number, text: string): ApiError {
  try {
    const { error } = JSON.parse(text) as {
      readonly error: { readonly message: string; readonly issues?: readonly Issue[] };
    };
    return new ApiError(status, error.message, error.issues);
  } catch {
    return new ApiError(status, `Lockstep answered with status ${status}`);
  }
}

/** One line for a person, of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A clear no: nothing was sent. Anything else may have been. */
export const isRefused = (error: Error): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500;

/** The refused fields by the last name in their path, for the inputs of a form. */
export const issuesByField = (error: unknown): Readonly<Record<string, string>> =>
  error instanceof ApiError
    ? Object.fromEntries(error.issues.map(({ path, message }) => [path.split('.').at(-1) ?? path, message]))
    : {};

export const pathOf = (accountId: string): string => `/accounts/${encodeURIComponent(accountId)}`;

/** `?from=…&to=…` of what is set; empty without any. */
export function queryText(parameters: object): string {
  const given = Object.entries(parameters)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '')
    .map(([name, value]) => [name, String(value)]);
  return given.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(given) as Record<string, string>)}`;
}
