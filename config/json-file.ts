import { readFileSync } from 'node:fs';
import { fileTrouble, isMissing } from './file-trouble.ts';
import { parseJsonText } from './json-text.ts';

export type JsonFile =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'missing'; readonly problem: string }
  | { readonly kind: 'unreadable'; readonly problem: string };

export function readJsonFile(path: string): JsonFile {
  try {
    const json = parseJsonText(readFileSync(path, 'utf8'));
    return json.ok ? { kind: 'json', value: json.value } : { kind: 'unreadable', problem: json.problem };
  } catch (error) {
    return { kind: isMissing(error) ? 'missing' : 'unreadable', problem: fileTrouble(error) };
  }
}
