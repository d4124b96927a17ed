/** What the page of the API says before its routes, in Markdown. */
export const apiDescription = `
Copies one master account’s trades to many accounts. Everything that the dashboard does, it does by these routes.

**Signing in.** \`GET /api/session\` gives a cookie and a \`csrfToken\`; \`POST /api/session\` with email and password signs
in and gives another token. The cookie travels by itself; every change (POST, PUT, PATCH, DELETE) also needs the header
\`x-csrf-token\` with the session’s token. To try changes on this page: send \`GET /api/session\`, copy the token, press
*Authorize* and put it in.

**Who may do what.** An owner sees and controls everything. A member sees and controls the accounts that an owner gave
to them; answers hold nothing of others’ accounts or of the master’s money.

**Amounts** are decimal numbers as text, such as \`"0.05"\`, so that no digit is lost; each says its unit. **Times** are
milliseconds since 1970, days are UTC. \`null\` means not known, or none, as its field says.

**Refusals** are \`{ "error": { "message", "issues"? } }\`: one line for a person, and the path of each mistake in what was
sent. Unknown fields are mistakes. Not in each list below: 413 for a body above 64 KB, 415 for one that is no JSON, 500
for a fault of Lockstep’s own.

**Orders are sent once.** \`orderId\` is yours to choose: the same id again is the same order, so an answer that was lost
can be asked for again.
`.trim();

/** In the order in which the page shows them. */
export const apiTags = [
  { name: 'session', description: 'Who is signed in; signing in and out; what one-time links open.' },
  { name: 'accounts', description: 'Which accounts there are, how they are, what they own, and their keys.' },
  { name: 'switches', description: 'What one account does from now on.' },
  { name: 'orders', description: 'Orders of one account by itself.' },
  { name: 'trades', description: 'The master’s trades, and what every account did with them.' },
  { name: 'all accounts', description: 'Copying, the stop over everything, and limits over all accounts.' },
  { name: 'live', description: 'What happens, as it happens: server-sent events.' },
  { name: 'reports', description: 'Profit, worth, fees and fills, also as a file for tax tools.' },
  { name: 'people', description: 'Whom an owner lets in, and to which accounts.' },
  {
    name: 'signals',
    description:
      'Trades that other programs tell of, signed instead of signed in. There are none without LOCKSTEP_WEBHOOK_SECRET.',
  },
] as const;

export const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'lockstep_session',
    description:
      'Set by the answer of POST /api/session, and sent by the browser itself; under HTTPS its name is __Host-lockstep_session.',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'x-csrf-token',
    description: 'The csrfToken that GET /api/session answers: changes need it.',
  },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'x-lockstep-signature',
    description:
      'HMAC-SHA256 with LOCKSTEP_WEBHOOK_SECRET over the timestamp, a dot, and the body as it is sent: 64 hexadecimal digits in lower case. Each signature counts once. In a shell: printf "%s.%s" "$timestamp" "$body" | openssl dgst -sha256 -hmac "$secret"',
  },
  timestamp: {
    type: 'apiKey',
    in: 'header',
    name: 'x-lockstep-timestamp',
    description: 'Whole milliseconds since 1970, at most 60 seconds from the time at Lockstep.',
  },
} as const;

/** By status; the one of 400 shows the list of mistakes, too. */
export const refusalExamples: Readonly<Record<string, string>> = {
  401: 'sign in first',
  403: 'this account is not yours',
  404: 'unknown account "ann"',
  409: 'ann: not live: its key may withdraw',
  429: 'too many requests: try again in a moment',
  503: 'the journal’s database does not answer',
};
