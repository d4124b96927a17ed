/** What an endpoint has to say: Kraken's envelope without its punctuation. */
export type Reply = { readonly result: unknown } | { readonly error: string };

export const succeed = (result: unknown): Reply => ({ result });
export const refuse = (error: string): { readonly error: string } => ({ error });

export const envelope = (reply: Reply): string =>
  'error' in reply ? JSON.stringify({ error: [reply.error] }) : JSON.stringify({ error: [], result: reply.result });
