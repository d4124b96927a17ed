/** One exchange key as the environment or the vault gave it. Can't be printed, logged or serialized by accident. */
export interface CredentialText {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Both texts are hidden properties: JSON, `console.log`, loggers and copies by spreading show an empty object. */
export const credentialText = (apiKey: string, apiSecret: string): CredentialText =>
  Object.freeze(
    Object.defineProperties({} as CredentialText, { apiKey: { value: apiKey }, apiSecret: { value: apiSecret } }),
  );
