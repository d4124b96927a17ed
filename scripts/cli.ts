import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { Refusal } from './refusal.ts';

/**
 * Runs one command.
 * @param args what follows the program's name
 * @returns the exit code: 0 done, 1 refused or failed, 2 wrong usage; what went wrong is on stderr, in one line
 */
export async function main(args: readonly string[]): Promise<number> {
  endQuietlyWhenNobodyReads();
  let exitCode = 0;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    if (args.length === 0) throw new Refusal('expected a command; "lockstep --help" lists them', 2);
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`);
    return error instanceof Refusal ? error.exitCode : 1;
  }
}

/** As in `history retail_one | head`. */
function endQuietlyWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exitCode = 1;
  });
}
