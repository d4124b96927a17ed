import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BinarySource } from './binary-source.ts';
import { childEnvironment } from './child-environment.ts';
import { withProgress } from './progress.ts';

const recipe = fileURLToPath(new URL('../tools/temporal', import.meta.url));
const command = 'github.com/temporalio/cli/cmd/temporal';

/** Builds the server with Go. Go keeps what it has downloaded and compiled, so a build that was cut short resumes. */
export const buildTemporal: BinarySource = async (target, { env, tell, signal }) => {
  tell('building the Temporal server with Go, once for this machine: about 4 minutes');
  const go = spawn('go', ['build', '-o', target, command], {
    cwd: recipe,
    env: childEnvironment(env),
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  });
  let lastLine = '';
  go.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastLine = text.trim().split('\n').at(-1) ?? lastLine;
  });
  const ended = new Promise<void>((resolve, reject) => {
    go.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new Error('no "go" on PATH') : error);
    });
    go.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`go build failed: ${lastLine}`));
    });
  });
  const startedAt = performance.now();
  await withProgress(tell, () => `building the Temporal server (${lastLine || 'compiling'})`, ended);
  tell(`the Temporal server is built, ${Math.round((performance.now() - startedAt) / 1_000)} s`);
};
