import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { endProcess } from '../../workers/end-process.ts';
import { identify, type ProcessIdentity } from '../../workers/process-identity.ts';

const tsx = fileURLToPath(import.meta.resolve('tsx'));
const workers = new URL('../../workers/', import.meta.url).href;

export interface ChildOfTest {
  readonly process: ProcessIdentity;
  /** The first line that it printed. */
  readonly said: string;
  readonly child: ChildProcess;
}

/** Runs `code` as a process of its own, where `load('x.ts')` imports from workers/; waits for its first line. */
export async function childOfTest(code: string, env: NodeJS.ProcessEnv = process.env): Promise<ChildOfTest> {
  const program = `const load = (file) => import(new URL(file, ${JSON.stringify(workers)}).href);\n${code}`;
  const args = ['--import', tsx, '--input-type=module', '-e', program];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const identity = identify(child.pid!)!;
  onTestFinished(() => endProcess(identity, 0));
  for await (const said of createInterface({ input: child.stdout })) return { process: identity, said, child };
  throw new Error('the process ended without a word');
}
