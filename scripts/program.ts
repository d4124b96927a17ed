import { Argument, Command, Option } from 'commander';
import type { AccountMode, TradingState } from '../domain/account-config.ts';
import type { Side } from '../domain/trade-intent.ts';
import {
  fractionText,
  orderSize,
  positiveDecimal,
  symbolText,
  wholeNumber,
  type SizeOptions,
} from './order-arguments.ts';
import { idText, orderVerdict, type OrderVerdict, type VerdictOptions } from './order-verdict.ts';
import { Refusal } from './refusal.ts';

const run = 'npm run -s lockstep --';
const port = wholeNumber(0, 65_535);

interface JsonFlag {
  readonly json?: true;
}

interface PortFlags {
  readonly port?: number;
  readonly temporalPort?: number;
  readonly uiPort?: number;
}

/**
 * All commands. Each loads what it needs only when it runs.
 * @param done is told the exit code of the command that ran
 */
export function createProgram(done: (exitCode: number) => void): Command {
  const program = new Command('lockstep')
    .description("Trades one master account and copies its trades to many people's exchange accounts.")
    .usage('<command> [options]')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) });
  const command = (usage: string, description: string, ...examples: readonly string[]): Command =>
    withJson(program.command(usage).description(description), examples);
  const withJson = (described: Command, examples: readonly string[]): Command =>
    described
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${run} ${example}\n`).join('')}`);

  command('up', 'Starts Temporal, the worker and every enabled account, and stays.', 'up', 'up --simulator --once')
    .option('--simulator', 'trade play money at the simulated exchange')
    .option('--once', 'make one demo trade, print what came of it, and end')
    .option('--port <port>', 'of the API and dashboard; 0 takes a free one', port)
    .option('--temporal-port <port>', 'of the embedded Temporal server', port)
    .option('--ui-port <port>', 'of its UI', port)
    .action(async (options: JsonFlag & PortFlags & { readonly simulator?: true; readonly once?: true }) => {
      const { runUp } = await import('./commands/up.ts');
      const { simulator, once, json, ...ports } = options;
      done(await runUp({ simulator: simulator === true, once: once === true, json: json === true, ...ports }));
    });

  program.command('start', { hidden: true }).action(async () => {
    done(await (await import('./commands/up.ts')).runStart());
  });

  command('worker', 'One worker process more.', 'worker', 'worker --account retail_one')
    .option('--account <id>', 'act for this account alone, on its own task queue')
    .action(async ({ account }: { readonly account?: string }) => {
      const { runWorker } = await import('./commands/worker.ts');
      done(await runWorker(account === undefined ? {} : { account }));
    });

  const accounts = program.command('accounts').description('Lists accounts, starts and stops them.');
  const accountsCommand = (usage: string, description: string, example: string, isDefault = false): Command =>
    withJson(accounts.command(usage, { isDefault }).description(description), [example]);
  accountsCommand('list', 'Every account with its status.', 'accounts', true).action(async ({ json }: JsonFlag) => {
    const { runAccountsList } = await import('./commands/accounts-list.ts');
    done(await runAccountsList({ json: json === true }));
  });
  accountsCommand('start <ids...>', 'Makes accounts run and follow the master.', 'accounts start retail_one').action(
    async (ids: readonly string[], { json }: JsonFlag) => {
      const { runAccountsStart } = await import('./commands/accounts-start.ts');
      done(await runAccountsStart({ ids, json: json === true }));
    },
  );
  accountsCommand('stop <ids...>', 'Ends accounts; what they own stays.', 'accounts stop retail_one --liquidate')
    .option('--liquidate', 'sell first what Lockstep bought for them')
    .action(async (ids: readonly string[], { json, liquidate }: JsonFlag & { readonly liquidate?: true }) => {
      const { runAccountsStop } = await import('./commands/accounts-stop.ts');
      done(await runAccountsStop({ ids, liquidate: liquidate === true, json: json === true }));
    });

  command('status', 'Every account: the master first, users after.', 'status', 'status retail_one')
    .argument('[id]')
    .action(async (id: string | undefined, { json }: JsonFlag) => {
      const { runStatus } = await import('./commands/status.ts');
      done(await runStatus({ id, json: json === true }));
    });

  command('audit', 'Fresh balances of every account and what its key may do, disabled ones too.', 'audit').action(
    async ({ json }: JsonFlag) => {
      const { runAudit } = await import('./commands/audit.ts');
      done(await runAudit({ json: json === true }));
    },
  );

  choosing(command('mode', 'The live switch.', 'mode live retail_one --yes', 'mode observe --all'))
    .addArgument(new Argument('<mode>').choices(['observe', 'live']))
    .argument('[ids...]')
    .option('--yes', 'really send orders with real money')
    .action(async (mode: AccountMode, ids: readonly string[], options: JsonFlag & AllFlag & YesFlag) => {
      const { runMode } = await import('./commands/mode.ts');
      done(await runMode({ mode, ...choiceOf(ids, options), yes: options.yes === true, json: options.json === true }));
    });

  choosing(command('state', 'What may be sent at all.', 'state exit-only retail_one', 'state halted --all'))
    .addArgument(new Argument('<state>').choices(['active', 'exit-only', 'halted']))
    .argument('[ids...]')
    .action(async (tradingState: TradingState, ids: readonly string[], options: JsonFlag & AllFlag) => {
      const { runState } = await import('./commands/state.ts');
      done(await runState({ tradingState, ...choiceOf(ids, options), json: options.json === true }));
    });

  command(
    'trade',
    'The master trades and followers copy; with --account, that account alone.',
    'trade buy BTC/USD --quantity 0.01 --wait',
    'trade sell BTC/USD --fraction 0.5',
    'trade buy ETH/USD --quote 100 --account retail_one',
  )
    .addArgument(new Argument('<side>').choices(['buy', 'sell']))
    .addArgument(new Argument('<symbol>', 'such as BTC/USD').argParser(symbolText))
    .option('--quantity <quantity>', 'of the base asset', positiveDecimal)
    .option('--quote <amount>', 'for this much of the quote asset', positiveDecimal)
    .option('--fraction <fraction>', 'of what is owned now; sell only', fractionText)
    .addOption(new Option('--account <id>', 'this account alone').conflicts('wait'))
    .option('--wait', 'until every follower has an outcome')
    .action(async (side: Side, symbol: string, options: JsonFlag & SizeOptions & TradeFlags) => {
      const { account = null, wait, json } = options;
      const size = orderSize(side, options);
      const { runTrade } = await import('./commands/trade.ts');
      done(await runTrade({ side, symbol, size, account, wait: wait === true, json: json === true }));
    });

  command(
    'intent',
    'Submits a trade intent from outside to the master.',
    'intent intent.json',
    'intent - < intent.json',
  )
    .argument('<file>', 'JSON; - is stdin')
    .action(async (file: string, { json }: JsonFlag) => {
      const { runIntent } = await import('./commands/intent.ts');
      done(await runIntent({ file, json: json === true }));
    });

  command('intents', 'What each account did with an intent, and why.', 'intents', 'intents 6f1c…')
    .argument('[id]')
    .option('--limit <number>', 'how many of the latest', wholeNumber(1, 10_000), 50)
    .action(async (id: string | undefined, { json, limit }: JsonFlag & { readonly limit: number }) => {
      const { runIntents } = await import('./commands/intents.ts');
      done(await runIntents({ id, limit, json: json === true }));
    });

  choosing(command('liquidate', 'Market-sells all that Lockstep owns for accounts.', 'liquidate retail_one --yes'))
    .argument('[ids...]')
    .option('--yes', 'really sell')
    .action(async (ids: readonly string[], options: JsonFlag & AllFlag & YesFlag) => {
      const { runLiquidate } = await import('./commands/liquidate.ts');
      done(await runLiquidate({ ...choiceOf(ids, options), yes: options.yes === true, json: options.json === true }));
    });

  command(
    'resolve',
    'Settles an order whose outcome could not be proven, by what a person found at the exchange.',
    'resolve retail_one 8f14e45f never-existed --yes',
    'resolve retail_one 8f14e45f filled --exchange-order-id OABCDE-FGHIJ-KLMNOP --quantity 0.01 --price 60000 --yes',
  )
    .argument('<id>')
    .addArgument(
      new Argument('<order>', 'its client order id, or the beginning that "status" prints').argParser(idText),
    )
    .addArgument(new Argument('<verdict>').choices(['never-existed', 'filled']))
    .option('--exchange-order-id <id>', "the exchange's id of the order that filled", idText)
    .option('--quantity <quantity>', 'what filled of it, in the base asset', positiveDecimal)
    .option('--price <price>', 'its average price', positiveDecimal)
    .option('--yes', 'really settle it')
    .action(
      async (id: string, idStart: string, found: OrderVerdict['verdict'], options: VerdictOptions & ResolveFlags) => {
        const verdict = orderVerdict(found, options);
        const { runResolve } = await import('./commands/resolve.ts');
        done(await runResolve({ id, idStart, verdict, yes: options.yes === true, json: options.json === true }));
      },
    );

  choosing(command('reconcile', 'Aligns accounts with their exchange now.', 'reconcile retail_one', 'reconcile --all'))
    .argument('[ids...]')
    .action(async (ids: readonly string[], options: JsonFlag & AllFlag) => {
      const { runReconcile } = await import('./commands/reconcile.ts');
      done(await runReconcile({ ...choiceOf(ids, options), json: options.json === true }));
    });

  command('history', "An account's history, readable, and its Temporal UI link.", 'history retail_one --last 50')
    .argument('<id>')
    .option('--last <number>', 'how many of the latest lines to print', wholeNumber(1, 1_000_000), 200)
    .action(async (id: string, { json, last }: JsonFlag & { readonly last: number }) => {
      const { runHistory } = await import('./commands/history.ts');
      done(await runHistory({ id, last, json: json === true }));
    });

  command('verify', "A signed read with each credential; proves that it can't withdraw.", 'verify', 'verify retail_one')
    .argument('[ids...]')
    .action(async (ids: readonly string[], { json }: JsonFlag) => {
      const { runVerify } = await import('./commands/verify.ts');
      done(await runVerify({ ids, json: json === true }));
    });

  command('simulator', 'The simulated exchange alone.', 'simulator --port 8080 --demo')
    .option('--port <port>', '0 takes a free one', port, 0)
    .option('--seed <number>', 'of prices and order ids', wholeNumber(0, 2 ** 31), 1)
    .option('--speed <number>', 'milliseconds of recording in one of real time', wholeNumber(0, 1_000_000), 1)
    .option('--state <file>', 'keep the exchange in this file')
    .option('--demo', 'make accounts with play money and print their keys')
    .action(async (options: JsonFlag & SimulatorFlags) => {
      const { runSimulator } = await import('./commands/simulator.ts');
      const { state: stateFile, demo, json, ...numbers } = options;
      done(await runSimulator({ ...numbers, stateFile, demo: demo === true, json: json === true }));
    });

  return program;
}

interface AllFlag {
  readonly all?: true;
}
interface YesFlag {
  readonly yes?: true;
}
type ResolveFlags = JsonFlag & YesFlag;
interface TradeFlags {
  readonly account?: string;
  readonly wait?: true;
}
interface SimulatorFlags {
  readonly port: number;
  readonly seed: number;
  readonly speed: number;
  readonly state?: string;
  readonly demo?: true;
}

const choosing = (command: Command): Command => command.option('--all', 'the master and every enabled user');

/** @throws Refusal as wrong usage, unless accounts are named or --all is given */
function choiceOf(
  ids: readonly string[],
  { all }: AllFlag,
): { readonly ids: readonly string[]; readonly all: boolean } {
  if (all === true && ids.length > 0) throw new Refusal('expected account ids or --all, not both', 2);
  if (all !== true && ids.length === 0) throw new Refusal('expected account ids, or --all', 2);
  return { ids, all: all === true };
}

const oneLine = (text: string): string => `${text.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`;
