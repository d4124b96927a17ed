import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileTrouble } from '../../config/file-trouble.ts';
import { parseExternalIntent } from '../../config/external-intent.ts';
import { parseJsonText } from '../../config/json-text.ts';
import type { ExternalIntent } from '../../domain/trade-intent.ts';
import { submitIntentUpdate } from '../../workflows/messages.ts';
import { askMaster } from '../ask-master.ts';
import { count, print, printJson } from '../output.ts';
import { Refusal } from '../refusal.ts';
import { withSession } from '../session.ts';

export interface IntentOptions {
  /** `-` is stdin. */
  readonly file: string;
  readonly json: boolean;
}

/** Hands an intent from outside to the master. The same id again changes nothing. */
export async function runIntent({ file, json }: IntentOptions): Promise<number> {
  const intent = parse(file, await contentOf(file));
  return withSession(async (session) => {
    const { result } = await askMaster(session, submitIntentUpdate, intent);
    if (json) printJson(result);
    else if (result.duplicate) print(`intent ${intent.intentId} was handed out before: nothing else happens`);
    else {
      const { sequence, intentId, delivered, undelivered } = result;
      print(`intent ${sequence} handed to ${count(delivered, 'account')}; see: intents ${intentId}`);
      print(...undelivered.map(({ accountId, reason }) => `not reached: ${accountId} (${reason})`));
    }
    return 0;
  });
}

async function contentOf(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return readFileSync(pathOf(file), 'utf8');
  } catch (error) {
    throw new Refusal(`${file}: ${fileTrouble(error)}`);
  }
}

/** npm runs commands in the project's folder; a person means the folder they are in. */
function pathOf(file: string): string {
  const callersDir = process.env['INIT_CWD'];
  const fromCaller = callersDir === undefined ? null : resolve(callersDir, file);
  return !existsSync(file) && fromCaller !== null && existsSync(fromCaller) ? fromCaller : resolve(file);
}

function parse(file: string, content: string): ExternalIntent {
  const name = file === '-' ? 'standard input' : file;
  const json = parseJsonText(content);
  if (!json.ok) throw new Refusal(`${name}: ${json.problem}`);
  const parsed = parseExternalIntent(json.value);
  if (!parsed.ok) throw new Refusal(`${name}: ${parsed.problems.join('; ')}`);
  return parsed.intent;
}
