import { Command } from 'commander';
import type { Done } from './program/command.ts';
import { peopleCommands } from './program/people.ts';
import { readingCommands } from './program/reading.ts';
import { runningCommands } from './program/running.ts';
import { switchCommands } from './program/switches.ts';
import { tradingCommands } from './program/trading.ts';

/** All commands. Each loads what it needs only when it runs. */
export function createProgram(done: Done): Command {
  const program = new Command('lockstep')
    .description("Trades one master account and copies its trades to many people's exchange accounts.")
    .usage('<command> [options]')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) });
  runningCommands(program, done);
  peopleCommands(program, done);
  switchCommands(program, done);
  tradingCommands(program, done);
  readingCommands(program, done);
  return program;
}

const oneLine = (text: string): string => `${text.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`;
