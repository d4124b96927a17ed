import type { AccountView } from '../api/types.ts';
import { outcomeInWords } from '../words/outcome-words.ts';
import { codedReasonInWords, reasonInWords } from '../words/reason-words.ts';
import { momentText } from '../words/times.ts';
import type { LastTrade } from './last-trades.ts';

interface CardNewsProps {
  readonly account: AccountView;
  readonly last: LastTrade | undefined;
}

/** Why it does not trade, its last trade, and what its key may do. */
export function CardNews({ account, last }: CardNewsProps) {
  const reason = reasonOf(account);
  const key = keyOf(account);
  return (
    <div className="account-reason">
      {reason !== null && <div className="dimmed">{reason}</div>}
      <div className="row-of-facts small">
        <span>{last === undefined ? 'No trade lately' : lastInWords(last)}</span>
        {key !== null && <span style={key.isGood ? {} : { color: 'var(--lockstep-loss)' }}>{key.words}</span>}
      </div>
    </div>
  );
}

/** What the badge says already is not said twice. */
function reasonOf({ reason, connection, config, isRunning }: AccountView): string | null {
  if (config?.enabled === false && !isRunning) return 'It trades nothing and keeps what it owns. Enable it to go on.';
  if (connection === 'credentials-missing') return 'Add its API key to let it trade.';
  return reason === null ? null : codedReasonInWords(reason);
}

function lastInWords({ trade, outcome }: LastTrade): string {
  const what = `Last trade ${momentText(trade.occurredAtMs)}: ${trade.side} ${trade.symbol}`;
  if (outcome === null) return what;
  const why = outcome.why === '' ? reasonInWords(outcome.code, outcome.context) : outcome.why;
  return `${what}, ${outcomeInWords(outcome.outcome).word.toLowerCase()}${why === '' ? '' : ` (${why})`}`;
}

/** Without a connection, the latest proof may be of another key. */
function keyOf({ connection, permissions }: AccountView): { readonly words: string; readonly isGood: boolean } | null {
  if (permissions === null || connection !== 'connected') return null;
  const { trade, withdraw, provenAtMs } = permissions;
  const words = [
    trade === null ? 'trading not proven' : trade ? 'trades' : 'may not trade',
    withdraw === null ? 'withdrawal not proven' : withdraw ? 'can withdraw' : "can't withdraw",
  ];
  return {
    words: `Key ${words.join(', ')}, proven ${momentText(provenAtMs)}`,
    isGood: trade !== false && withdraw !== true,
  };
}
