import { spawn } from 'node:child_process';

const running = new Set();
let stopping = false;

/**
 * Runs one Node program to its end.
 * @param {readonly string[]} args the program's file first
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly quiet?: boolean }} [options] quiet: its output is kept, not shown
 * @returns {Promise<{ readonly code: number | null, readonly signal: NodeJS.Signals | null, readonly output: string }>}
 */
export async function runNode(args, { env = process.env, quiet = false } = {}) {
  if (stopping) return { code: null, signal: null, output: 'not started: the run was stopped' };
  const child = spawn(process.execPath, args, {
    env,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => resolve({ code: null, signal: null, output: error.message }));
      child.once('close', (code, signal) => resolve({ code, signal, output }));
    });
  } finally {
    running.delete(child);
  }
}

/** @param {NodeJS.Signals} signal to everything that {@link runNode} has running; from now on it starts nothing */
export function stopChildren(signal) {
  stopping = true;
  for (const child of running) child.kill(signal);
}
