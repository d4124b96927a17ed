import { Argument, Option, type Command } from 'commander';
import type { Side } from '../../domain/trade-intent.ts';
import { fractionText, orderSize, positiveDecimal, symbolText, type SizeOptions } from '../order-arguments.ts';
import { idText, orderVerdict, type OrderVerdict, type VerdictOptions } from '../order-verdict.ts';
import { choiceOf, choosing, commandsOn, type AllFlag, type Done, type JsonFlag, type YesFlag } from './command.ts';

type ResolveFlags = JsonFlag & YesFlag;
interface TradeFlags {
  readonly account?: string;
  readonly wait?: true;
}

/** Commands that may send orders, or settle them. */
export function tradingCommands(program: Command, done: Done): void {
  const { command } = commandsOn(program);
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
      const { runTrade } = await import('../commands/trade.ts');
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
      const { runIntent } = await import('../commands/intent.ts');
      done(await runIntent({ file, json: json === true }));
    });

  choosing(command('liquidate', 'Market-sells all that Lockstep owns for accounts.', 'liquidate retail_one --yes'))
    .argument('[ids...]')
    .option('--yes', 'really sell')
    .action(async (ids: readonly string[], options: JsonFlag & AllFlag & YesFlag) => {
      const { runLiquidate } = await import('../commands/liquidate.ts');
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
        const { runResolve } = await import('../commands/resolve.ts');
        done(await runResolve({ id, idStart, verdict, yes: options.yes === true, json: options.json === true }));
      },
    );

  choosing(command('reconcile', 'Aligns accounts with their exchange now.', 'reconcile retail_one', 'reconcile --all'))
    .argument('[ids...]')
    .action(async (ids: readonly string[], options: JsonFlag & AllFlag) => {
      const { runReconcile } = await import('../commands/reconcile.ts');
      done(await runReconcile({ ...choiceOf(ids, options), json: options.json === true }));
    });
}
