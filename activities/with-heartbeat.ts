import { heartbeat } from '@temporalio/activity';
import type { ExchangeAccount } from '../exchanges/exchange.ts';

/** What this worker leaves behind when it is lost. */
export interface HeartbeatDetails {
  /** At least as high as any that left before the heartbeat; null: none has. */
  readonly lastNonce: string | null;
}

/** Puts what this account uses up into the heartbeats from now on. */
export type Carry = (account: Pick<ExchangeAccount, 'lastNonce'> | null) => void;

const everyMs = 250;

/** Keeps telling the server that this worker is alive, so that a dead one is noticed within seconds. */
export async function withHeartbeat<T>(act: (carry: Carry) => Promise<T>): Promise<T> {
  let carried: Pick<ExchangeAccount, 'lastNonce'> | null = null;
  const carry: Carry = (account) => {
    carried = account;
  };
  const timer = setInterval(() => {
    heartbeat({ lastNonce: carried?.lastNonce ?? null } satisfies HeartbeatDetails);
  }, everyMs);
  try {
    return await act(carry);
  } finally {
    clearInterval(timer);
  }
}
