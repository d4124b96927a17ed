import { existsSync } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { Refusal } from '../refusal.ts';

/** @throws Refusal when there is such a file: a person may have worked in it */
export function refuseExisting(file: string): void {
  if (existsSync(file)) throw exists(file);
}

/**
 * Writes a file for its owner's eyes; it is there whole or not at all, and none that is there is touched.
 * @throws Refusal one line that names the file
 */
export async function writeNewFile(file: string, text: string): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await writeFile(part, text, { flag: 'wx', mode: 0o600, flush: true });
    await (await open(file, 'wx', 0o600)).close();
    await rename(part, file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(file);
    throw new Refusal(`${file} can't be written: ${code === 'ENOENT' ? 'there is no such folder' : message}`);
  } finally {
    await rm(part, { force: true });
  }
}

const exists = (file: string): Refusal => new Refusal(`${file} is there already: name a new file, or remove it first`);
