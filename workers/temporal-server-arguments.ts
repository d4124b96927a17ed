import { searchAttributeNames } from './search-attributes.ts';

export interface ServerSettings {
  /** Null keeps everything in memory. */
  readonly dbFile: string | null;
  readonly port: number;
  /** Null: no web interface. */
  readonly uiPort: number | null;
  /** What a power cut may take: `FULL` nothing, the others the last moments. None loses anything when a process dies. */
  readonly synchronous: 'FULL' | 'NORMAL' | 'OFF';
  /** Further server settings, `key=value`. */
  readonly dynamicConfig?: readonly string[];
}

/**
 * By default every second transfer task waits up to 50 ms, and 512 of them at once fight for one master's lock until
 * they time out: 300 signals arrive in waves of 8 s. Eager execution saves a round trip an activity.
 */
const usualConfig = [
  'history.transferProcessorMaxPollRPS=2000',
  'history.transferProcessorSchedulerWorkerCount=16',
  'system.enableActivityEagerExecution=true',
];

export function serverArguments({
  dbFile,
  port,
  uiPort,
  synchronous,
  dynamicConfig = [],
}: ServerSettings): readonly string[] {
  const storage = dbFile === null ? [] : ['--db-filename', dbFile];
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'],
    ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...storage,
    ...['journal_mode=WAL', `synchronous=${synchronous}`].flatMap((pragma) => ['--sqlite-pragma', pragma]),
    ...searchAttributeNames.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ...[...usualConfig, ...dynamicConfig].flatMap((value) => ['--dynamic-config-value', value]),
  ];
}

/** The arguments by which a server on this file is known among all processes. */
export const serverMarks = (dbFile: string): readonly string[] => ['start-dev', '--db-filename', dbFile];

/** Reads back what {@link serverArguments} wrote. */
export function portsOf(args: readonly string[]): { readonly port: number; readonly uiPort: number | null } | null {
  const port = Number(argumentAfter(args, '--port'));
  const uiPort = argumentAfter(args, '--ui-port');
  return Number.isInteger(port) && port > 0 ? { port, uiPort: uiPort === null ? null : Number(uiPort) } : null;
}

function argumentAfter(args: readonly string[], flag: string): string | null {
  const index = args.indexOf(flag);
  return index === -1 ? null : (args[index + 1] ?? null);
}
