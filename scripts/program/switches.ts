import { Argument, type Command } from 'commander';
import type { AccountMode, TradingState } from '../../domain/account-config.ts';
import { Refusal } from '../refusal.ts';
import { choiceOf, choosing, commandsOn, type AllFlag, type Done, type JsonFlag, type YesFlag } from './command.ts';

interface WithdrawFlag {
  readonly allowWithdrawPermission?: true;
}

/** Commands that change what running accounts may do. */
export function switchCommands(program: Command, done: Done): void {
  const { command } = commandsOn(program);
  choosing(
    command(
      'mode',
      'The live switch; tells first what was rehearsed.',
      'mode live retail_one --yes',
      'mode observe --all',
    ),
  )
    .addArgument(new Argument('<mode>').choices(['observe', 'live']))
    .argument('[ids...]')
    .option('--yes', 'really send orders with real money')
    .option('--allow-withdraw-permission', 'live even with a key that can withdraw')
    .action(async (mode: AccountMode, ids: readonly string[], options: JsonFlag & AllFlag & YesFlag & WithdrawFlag) => {
      const allowWithdrawPermission = options.allowWithdrawPermission === true;
      if (allowWithdrawPermission && mode !== 'live') {
        throw new Refusal('--allow-withdraw-permission: expected with "mode live" only', 2);
      }
      const { runMode } = await import('../commands/mode.ts');
      const [yes, json] = [options.yes === true, options.json === true];
      done(await runMode({ mode, ...choiceOf(ids, options), allowWithdrawPermission, yes, json }));
    });

  choosing(
    command(
      'state',
      'What may be sent at all; with --global for all accounts at once, also those that start later.',
      'state exit-only retail_one',
      'state halted --all',
      'state halted --global',
    ),
  )
    .addArgument(new Argument('<state>').choices(['active', 'exit-only', 'halted']))
    .argument('[ids...]')
    .option('--global', 'the master switch over all accounts')
    .action(
      async (tradingState: TradingState, ids: readonly string[], options: JsonFlag & AllFlag & { global?: true }) => {
        const json = options.json === true;
        if (options.global === true) {
          if (ids.length > 0 || options.all === true) throw new Refusal('expected --global alone', 2);
          const { runGlobalState } = await import('../commands/global-state.ts');
          done(await runGlobalState({ tradingState, json }));
          return;
        }
        const { runState } = await import('../commands/state.ts');
        done(await runState({ tradingState, ...choiceOf(ids, options), json }));
      },
    );

  command('reload', 'Reads the configuration files again and makes what runs as they say.', 'reload').action(
    async ({ json }: JsonFlag) => {
      const { runReload } = await import('../commands/reload.ts');
      done(await runReload({ json: json === true }));
    },
  );

  command('copying', "Whether the master's trades are handed to followers.", 'copying off', 'copying on')
    .addArgument(new Argument('<switch>').choices(['on', 'off']))
    .action(async (position: 'on' | 'off', { json }: JsonFlag) => {
      const { runCopying } = await import('../commands/copying.ts');
      done(await runCopying({ on: position === 'on', json: json === true }));
    });
}
