import type { Command } from 'commander';
import { Refusal } from '../refusal.ts';

export const run = 'npm run -s lockstep --';

/** Told the exit code of the command that ran. */
export type Done = (exitCode: number) => void;

export interface JsonFlag {
  readonly json?: true;
}
export interface AllFlag {
  readonly all?: true;
}
export interface YesFlag {
  readonly yes?: true;
}

/** How a command is added: with `--json`, and with examples in its help. */
export function commandsOn(program: Command) {
  const withJson = (described: Command, examples: readonly string[]): Command =>
    described
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${run} ${example}\n`).join('')}`);
  return {
    withJson,
    command: (usage: string, description: string, ...examples: readonly string[]): Command =>
      withJson(program.command(usage).description(description), examples),
  };
}

export const choosing = (command: Command): Command => command.option('--all', 'the master and every enabled user');

/** @throws Refusal as wrong usage, unless accounts are named or --all is given */
export function choiceOf(
  ids: readonly string[],
  { all }: AllFlag,
): { readonly ids: readonly string[]; readonly all: boolean } {
  if (all === true && ids.length > 0) throw new Refusal('expected account ids or --all, not both', 2);
  if (all !== true && ids.length === 0) throw new Refusal('expected account ids, or --all', 2);
  return { ids, all: all === true };
}
