import { Argument, type Command } from 'commander';
import {
  fractionText,
  orderSize,
  positiveDecimal,
  symbolText,
  wholeNumber,
  type SizeOptions,
} from '../order-arguments.ts';
import { idText } from '../order-verdict.ts';
import { Refusal } from '../refusal.ts';
import { fromMoment, toMoment } from '../report/report-moment.ts';
import { commandsOn, type Done, type JsonFlag } from './command.ts';

interface PreviewFlags {
  readonly sell?: true;
  readonly account?: string;
  readonly steps?: true;
}
interface ForecastFlags {
  readonly equity?: string;
  readonly account?: string;
}

/** Commands that only tell. */
export function readingCommands(program: Command, done: Done): void {
  const { command } = commandsOn(program);
  command('status', 'Every account: the master first, users after.', 'status', 'status retail_one')
    .argument('[id]')
    .action(async (id: string | undefined, { json }: JsonFlag) => {
      const { runStatus } = await import('../commands/status.ts');
      done(await runStatus({ id, json: json === true }));
    });

  command('audit', 'Fresh balances of every account and what its key may do, disabled ones too.', 'audit').action(
    async ({ json }: JsonFlag) => {
      const { runAudit } = await import('../commands/audit.ts');
      done(await runAudit({ json: json === true }));
    },
  );

  command('intents', 'What each account did with an intent, and why.', 'intents', 'intents 6f1c…')
    .argument('[id]')
    .option('--limit <number>', 'how many of the latest', wholeNumber(1, 10_000), 50)
    .action(async (id: string | undefined, { json, limit }: JsonFlag & { readonly limit: number }) => {
      const { runIntents } = await import('../commands/intents.ts');
      done(await runIntents({ id, limit, json: json === true }));
    });

  command('history', "An account's history, readable, and its Temporal UI link.", 'history retail_one --last 50')
    .argument('<id>')
    .option('--last <number>', 'how many of the latest lines to print', wholeNumber(1, 1_000_000), 200)
    .action(async (id: string, { json, last }: JsonFlag & { readonly last: number }) => {
      const { runHistory } = await import('../commands/history.ts');
      done(await runHistory({ id, last, json: json === true }));
    });

  command('verify', "A signed read with each credential; proves that it can't withdraw.", 'verify', 'verify retail_one')
    .argument('[ids...]')
    .action(async (ids: readonly string[], { json }: JsonFlag) => {
      const { runVerify } = await import('../commands/verify.ts');
      done(await runVerify({ ids, json: json === true }));
    });

  command(
    'report',
    'What was traded and what came of it: profits, fees, slippage and delay, per account and in total.',
    'report',
    'report retail_one --from 2026-01-01 --to 2026-01-31',
    'report --from 2026-01-01 --to 2026-12-31 --csv trades-2026.csv',
  )
    .argument('[id]', 'an account; without it all')
    .option('--from <time>', 'a day in UTC, or a time such as 2026-01-31T14:05:00Z', fromMoment)
    .option('--to <time>', 'likewise; that day or moment is part of it', toMoment)
    .option('--csv <file>', "a new file of the trades for tax tools: Koinly's universal columns")
    .addHelpText('after', reportHelp)
    .action(async (id: string | undefined, { from, to, csv, json }: JsonFlag & ReportFlags) => {
      const range = { fromMs: from ?? null, beforeMs: to ?? null };
      if (from !== undefined && to !== undefined && from >= to) throw new Refusal('--from is after --to', 2);
      const { runReport } = await import('../commands/report.ts');
      done(await runReport({ id, range, csv: csv ?? null, json: json === true }));
    });

  command(
    'rehearsal',
    'What observing accounts would hold and have earned, beside what live ones did.',
    'rehearsal',
    'rehearsal retail_one',
  )
    .argument('[id]')
    .option('--limit <number>', 'how many of the latest trades', wholeNumber(1, 10_000), 50)
    .action(async (id: string | undefined, { json, limit }: JsonFlag & { readonly limit: number }) => {
      const { runRehearsal } = await import('../commands/rehearsal.ts');
      done(await runRehearsal({ id, limit, json: json === true }));
    });

  command(
    'forecast',
    "What share of the master's recorded entries an account of a given equity could follow.",
    'forecast',
    'forecast --equity 1500',
    'forecast --account retail_one',
  )
    .option('--equity <usd>', 'the equity in USD; without it a table of usual ones', positiveDecimal)
    .option('--account <id>', "with this account's sizing, limits and, unless given, equity", idText)
    .action(async ({ equity, account, json }: JsonFlag & ForecastFlags) => {
      const { runForecast } = await import('../commands/forecast.ts');
      done(await runForecast({ equity: equity ?? null, account: account ?? null, json: json === true }));
    });

  command(
    'preview',
    'What the master and every account would do with a trade, and why; nothing is sent. With --account: its own order.',
    'preview BTC/USD --quote 500',
    'preview BTC/USD --sell --fraction 0.5 --steps',
    'preview ETH/USD --quote 100 --account retail_one',
  )
    .addArgument(new Argument('<symbol>', 'such as BTC/USD').argParser(symbolText))
    .option('--sell', 'a sale instead of a purchase')
    .option('--quantity <quantity>', 'of the base asset', positiveDecimal)
    .option('--quote <amount>', 'for this much of the quote asset', positiveDecimal)
    .option('--fraction <fraction>', 'of what is owned now; with --sell only', fractionText)
    .option('--account <id>', 'this account alone, whether there is a master or not', idText)
    .option('--steps', 'each step of the sizing, however many accounts there are')
    .action(async (symbol: string, options: JsonFlag & SizeOptions & PreviewFlags) => {
      const side = options.sell === true ? 'sell' : 'buy';
      const size = orderSize(side, options);
      const { account = null, steps, json } = options;
      const { runPreview } = await import('../commands/preview.ts');
      done(await runPreview({ side, symbol, size, account, steps: steps === true, json: json === true }));
    });
}

interface ReportFlags {
  readonly from?: number;
  readonly to?: number;
  readonly csv?: string;
}

const reportHelp = `
Profits within a range are by the cost of what was owned when it began. Of what is owned at its end, the unrealized
profit needs the account's last price: it is not known of accounts that don't run, nor of a range that ended before now.

The columns of --csv: Date (UTC), Sent Amount, Sent Currency, Received Amount, Received Currency, Fee Amount,
Fee Currency, Net Worth Amount, Net Worth Currency (both empty), Label, Description, TxHash (the exchange's order id).
Amounts are without the fee. Koinly takes it as it is; others, such as CoinTracking, by naming the columns. It holds
what Lockstep traded, and what was traded by hand on the master's account; no play money, no deposits.
`;
