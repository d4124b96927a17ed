import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

export type JsonText =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string };

/** Reads JSON; a mistake is placed by line and column, without quoting the text, which may hold a secret. */
export function parseJsonText(text: string): JsonText {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch {
    const mistakes: ParseError[] = [];
    parse(json, mistakes, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
    const [first] = mistakes;
    if (first === undefined) return { ok: false, problem: 'expected JSON' };
    return { ok: false, problem: `expected JSON, ${placeOf(json, first.offset)} is wrong (${wordsFor(first)})` };
  }
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length} column ${(before.at(-1) ?? '').length + 1}`;
}

/** `CommaExpected` becomes `comma expected`. */
const wordsFor = (mistake: ParseError): string =>
  printParseErrorCode(mistake.error)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
