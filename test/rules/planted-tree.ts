import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export interface PlantedTree {
  readonly root: string;
  readonly remove: () => void;
}

/** A small project of its own: the given files, and copies of the project's files named in `copies`. */
export function plantTree(files: Readonly<Record<string, string>>, copies: readonly string[]): PlantedTree {
  const root = mkdtempSync(join(tmpdir(), 'lockstep-rules-'));
  for (const file of copies) cpSync(join(projectRoot, file), join(root, file));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
