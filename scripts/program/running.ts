import type { Command } from 'commander';
import { wholeNumber } from '../order-arguments.ts';
import { commandsOn, type Done, type JsonFlag } from './command.ts';

const port = wholeNumber(0, 65_535);

interface PortFlags {
  readonly port?: number;
  readonly temporalPort?: number;
  readonly uiPort?: number;
}
interface SimulatorFlags {
  readonly port: number;
  readonly seed: number;
  readonly speed: number;
  readonly state?: string;
  readonly demo?: true;
}

/** Commands that start and end processes and accounts. */
export function runningCommands(program: Command, done: Done): void {
  const { command, withJson } = commandsOn(program);
  command('up', 'Starts Temporal, the worker and every enabled account, and stays.', 'up', 'up --simulator --once')
    .option('--simulator', 'trade play money at the simulated exchange')
    .option('--once', 'make one demo trade, print what came of it, and end')
    .option('--port <port>', 'of the API and dashboard; 0 takes a free one', port)
    .option('--temporal-port <port>', 'of the embedded Temporal server', port)
    .option('--ui-port <port>', 'of its UI', port)
    .action(async (options: JsonFlag & PortFlags & { readonly simulator?: true; readonly once?: true }) => {
      const { runUp } = await import('../commands/up.ts');
      const { simulator, once, json, ...ports } = options;
      done(await runUp({ simulator: simulator === true, once: once === true, json: json === true, ...ports }));
    });

  program.command('start', { hidden: true }).action(async () => {
    done(await (await import('../commands/up.ts')).runStart());
  });

  command('worker', 'One worker process more.', 'worker', 'worker --account retail_one')
    .option('--account <id>', 'act for this account alone, on its own task queue')
    .action(async ({ account }: { readonly account?: string }) => {
      const { runWorker } = await import('../commands/worker.ts');
      done(await runWorker(account === undefined ? {} : { account }));
    });

  const accounts = program.command('accounts').description('Lists accounts, gives them keys, starts and stops them.');
  const accountsCommand = (usage: string, description: string, example: string, isDefault = false): Command =>
    withJson(accounts.command(usage, { isDefault }).description(description), [example]);
  accountsCommand('list', 'Every account with its status.', 'accounts', true).action(async ({ json }: JsonFlag) => {
    const { runAccountsList } = await import('../commands/accounts-list.ts');
    done(await runAccountsList({ json: json === true }));
  });
  accountsCommand('start <ids...>', 'Makes accounts run and follow the master.', 'accounts start retail_one').action(
    async (ids: readonly string[], { json }: JsonFlag) => {
      const { runAccountsStart } = await import('../commands/accounts-start.ts');
      done(await runAccountsStart({ ids, json: json === true }));
    },
  );
  accountsCommand('stop <ids...>', 'Ends accounts; what they own stays.', 'accounts stop retail_one --liquidate')
    .option('--liquidate', 'sell first what Lockstep bought for them')
    .action(async (ids: readonly string[], { json, liquidate }: JsonFlag & { readonly liquidate?: true }) => {
      const { runAccountsStop } = await import('../commands/accounts-stop.ts');
      done(await runAccountsStop({ ids, liquidate: liquidate === true, json: json === true }));
    });

  accountsCommand(
    'add <id>',
    "Asks for an account's key and secret, and keeps them in the vault.",
    'accounts add retail_one',
  )
    .addHelpText(
      'after',
      '\nWithout a terminal they are read from stdin: the key in the first line, the secret after it.\n',
    )
    .action(async (id: string, { json }: JsonFlag) => {
      const { runAccountsAdd } = await import('../commands/accounts-add.ts');
      done(await runAccountsAdd({ id, json: json === true }));
    });

  const vault = program.command('vault').description('Keys of accounts, encrypted.');
  const vaultCommand = (usage: string, description: string, example: string): Command =>
    withJson(vault.command(usage).description(description), [example]);
  vaultCommand('rotate', 'Locks every key with a new master key.', 'vault rotate').action(
    async ({ json }: JsonFlag) => {
      const { runVaultRotate } = await import('../commands/vault-rotate.ts');
      done(await runVaultRotate({ json: json === true }));
    },
  );
  vaultCommand('remove <id>', "Takes an account's key out.", 'vault remove retail_one').action(
    async (id: string, { json }: JsonFlag) => {
      const { runVaultRemove } = await import('../commands/vault-remove.ts');
      done(await runVaultRemove({ id, json: json === true }));
    },
  );

  command('simulator', 'The simulated exchange alone.', 'simulator --port 8080 --demo')
    .option('--port <port>', '0 takes a free one', port, 0)
    .option('--seed <number>', 'of prices and order ids', wholeNumber(0, 2 ** 31), 1)
    .option('--speed <number>', 'milliseconds of recording in one of real time', wholeNumber(0, 1_000_000), 1)
    .option('--state <file>', 'keep the exchange in this file')
    .option('--demo', 'make accounts with play money and print their keys')
    .action(async (options: JsonFlag & SimulatorFlags) => {
      const { runSimulator } = await import('../commands/simulator.ts');
      const { state: stateFile, demo, json, ...numbers } = options;
      done(await runSimulator({ ...numbers, stateFile, demo: demo === true, json: json === true }));
    });
}
