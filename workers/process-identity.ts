import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process as no other can be mistaken for it: pids are used again, a pid with its time of birth is not. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly birth: string;
}

/** When a process was started, as opaque text; null when there is none by that pid, or only its unburied remains. */
export function processBirth(pid: number): string | null {
  return process.platform === 'linux' ? birthFromProc(pid) : birthFromPs(pid);
}

/** @returns null when the process is gone already */
export function identify(pid: number): ProcessIdentity | null {
  const birth = processBirth(pid);
  return birth === null ? null : { pid, birth };
}

export const isRunning = ({ pid, birth }: ProcessIdentity): boolean => processBirth(pid) === birth;

/** Every process whose command line holds all of these words, each as an argument of its own. */
export function processesWithArguments(words: readonly string[]): readonly RunningCommand[] {
  return listCommands().filter(({ args }) => words.every((word) => args.includes(word)));
}

export interface RunningCommand extends ProcessIdentity {
  readonly args: readonly string[];
}

function listCommands(): readonly RunningCommand[] {
  const commands = process.platform === 'linux' ? commandsFromProc() : commandsFromPs();
  return commands.flatMap(({ pid, args }) => {
    const identity = args.length === 0 ? null : identify(pid);
    return identity === null ? [] : [{ ...identity, args }];
  });
}

interface Command {
  readonly pid: number;
  readonly args: readonly string[];
}

function commandsFromProc(): readonly Command[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => ({
    pid: Number(pid),
    args: (readIfThere(`/proc/${pid}/cmdline`) ?? '').split('\0').slice(0, -1),
  }));
}

/** `ps` joins arguments by spaces, so one that holds a space is not found here. */
function commandsFromPs(): readonly Command[] {
  const lines = ps(['-axww', '-o', 'pid=,command=']).split('\n');
  return lines.flatMap((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || command === undefined ? [] : [{ pid: Number(pid), args: command.split(' ') }];
  });
}

/** The boot's id and the ticks since: `/proc/<pid>/stat`, where only the second field may hold spaces. */
function birthFromProc(pid: number): string | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, threads, startTicks] = [fields[0], fields[17], fields[19]];
  if (startTicks === undefined || state === 'X') return null;
  // With threads left, a zombie still holds its files and locks.
  if (state === 'Z' && Number(threads) <= 1) return null;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${startTicks}`;
}

function birthFromPs(pid: number): string | null {
  const [state, ...started] = ps(['-o', 'state=,lstart=', '-p', String(pid)])
    .trim()
    .split(/\s+/);
  return state === undefined || state === '' || state.startsWith('Z') ? null : started.join(' ');
}

function ps(args: readonly string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 << 20 });
  } catch {
    return '';
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
