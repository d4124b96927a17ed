import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Refusal } from './refusal.ts';

export interface TypedCredential {
  readonly apiKey: string;
  readonly apiSecret: string;
}

/**
 * A key and its secret, from the terminal without echo or from stdin: the key is the first line, the secret all others.
 * @throws Refusal when there are none
 */
export async function askCredential(input: NodeJS.ReadStream = process.stdin): Promise<TypedCredential> {
  const typed = input.isTTY ? await fromTerminal(input) : fromLines(await text(input));
  const [apiKey, apiSecret] = [typed.apiKey.trim(), typed.apiSecret.trim()];
  if (apiKey !== '' && apiSecret !== '') return { apiKey, apiSecret };
  throw new Refusal('expected the API key in one line and its secret in the next, on the terminal or on stdin', 2);
}

const fromLines = (lines: string): TypedCredential => {
  const [apiKey = '', ...others] = lines.trim().split('\n');
  return { apiKey, apiSecret: others.join('\n') };
};

async function fromTerminal(input: NodeJS.ReadStream): Promise<TypedCredential> {
  const silent = new Writable({
    write: (_chunk, _encoding, written) => {
      written();
    },
  });
  const terminal = createInterface({ input, output: silent, terminal: true, historySize: 0 });
  terminal.once('SIGINT', () => {
    terminal.close();
  });
  // An iterator keeps lines that are pasted together; it ends when the terminal is closed.
  const lines = terminal[Symbol.asyncIterator]();
  const ask = async (prompt: string): Promise<string> => {
    process.stderr.write(prompt);
    const line = await lines.next();
    if (line.done === true) throw new Refusal('interrupted: nothing was stored');
    return line.value;
  };
  try {
    const apiKey = await ask('API key (not shown): ');
    let apiSecret = await ask('\nAPI secret (not shown): ');
    // A private key comes in several lines.
    while (apiSecret.includes('-----BEGIN') && !apiSecret.includes('-----END')) apiSecret += `\n${await ask('')}`;
    return { apiKey, apiSecret };
  } finally {
    process.stderr.write('\n');
    terminal.close();
  }
}
