import type { Refusal } from '../venue.ts';

const final = (code: Refusal['code']): Refusal => ({ code, retryAfterMs: null });
const passing = (code: Refusal['code'], retryAfterMs: number): Refusal => ({ code, retryAfterMs });

interface Row {
  /** Alpaca's code; the HTTP status where an answer has none. */
  readonly code: string;
  readonly text: RegExp;
  readonly refusal: Refusal;
  readonly source: string;
}

const seen = 'answers quoted in public repositories';

/** Answers after which Alpaca holds no such order. The first row that fits decides. */
const rows: readonly Row[] = [
  { code: '401', text: /^unauthorized/i, refusal: final('CREDENTIAL_REJECTED'), source: seen },
  { code: '403', text: /^forbidden/i, refusal: final('CREDENTIAL_REJECTED'), source: 'ccxt, exact' },
  { code: '40110000', text: /./, refusal: final('CREDENTIAL_REJECTED'), source: `ccxt, exact; ${seen}` },
  { code: '429', text: /too many requests|rate limit/i, refusal: passing('RATE_LIMITED', 10_000), source: seen },
  { code: '42910000', text: /./, refusal: passing('RATE_LIMITED', 10_000), source: `ccxt, exact; ${seen}` },
  { code: '40310000', text: /^insufficient/i, refusal: final('INSUFFICIENT_FUNDS'), source: `ccxt, broad; ${seen}` },
  { code: '40310000', text: /^cost basis must be/i, refusal: final('BELOW_MINIMUM'), source: `ccxt, broad; ${seen}` },
  {
    code: '40310000',
    text: /rejected by user request|not allowed|not authorized|restricted|blocked|not eligible/i,
    refusal: final('PERMISSION_DENIED'),
    source: `ccxt, broad; ${seen}`,
  },
  // An open order of the other side, a person's perhaps: once it is gone the same order may go.
  { code: '40310000', text: /wash trade/i, refusal: passing('INVALID_ORDER', 10_000), source: seen },
  {
    code: '40310000',
    text: /./,
    refusal: final('INVALID_ORDER'),
    source: 'every answer quoted with this code is a refusal',
  },
  { code: '40010001', text: /^(could not find )?asset /i, refusal: final('MARKET_UNKNOWN'), source: seen },
  { code: '40010001', text: /^invalid order type/i, refusal: final('INVALID_ORDER'), source: 'ccxt, exact' },
  {
    code: '42210000',
    text: /^asset .*(not found|not active|not tradable)/i,
    refusal: final('MARKET_UNKNOWN'),
    source: seen,
  },
  { code: '42210000', text: /orders not allowed for account/i, refusal: final('PERMISSION_DENIED'), source: seen },
  {
    code: '42210000',
    text: /./,
    refusal: final('INVALID_ORDER'),
    source: 'every answer quoted with this code is a refusal',
  },
];

/** An earlier send of the same order got through, or the text doesn't say what happened: no refusal. */
const unclear = /client.?order|unique|duplicate|already|unable|internal|time.?out|try again/i;

/** Null unless every error is on the list. */
export function alpacaRefusal(errors: readonly string[]): Refusal | null {
  const found = errors.map(refusalOf);
  return found.includes(null) ? null : (found[0] ?? null);
}

function refusalOf(error: string): Refusal | null {
  if (unclear.test(error)) return null;
  const [code = '', ...words] = error.split(' ');
  const text = words.join(' ');
  return rows.find((row) => row.code === code && row.text.test(text))?.refusal ?? null;
}
