import { inspect } from 'node:util';

/** One exchange key. Printing, logging or serialising it shows nothing. */
export interface Credential {
  readonly apiKey: string;
  readonly apiSecret: string;
  toJSON(): string;
}

const shown = '[credential]';

export function credentialOf(apiKey: string, apiSecret: string): Credential {
  const hidden = (value: unknown): PropertyDescriptor => ({ value, enumerable: false });
  const credential = Object.create(null, {
    apiKey: hidden(apiKey),
    apiSecret: hidden(apiSecret),
    toJSON: hidden(() => shown),
    toString: hidden(() => shown),
    [inspect.custom]: hidden(() => shown),
  }) as Credential;
  return Object.freeze(credential);
}
