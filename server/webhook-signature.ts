import { createHmac, timingSafeEqual } from 'node:crypto';

const oldestMs = 60_000;

export type Proof =
  { readonly ok: true } | { readonly ok: false; readonly status: 401 | 409; readonly message: string };

export interface SignatureCheck {
  /**
   * @param signature hex of HMAC-SHA256 over `${timestamp}.${body}`
   * @param timestamp whole milliseconds since 1970, as text
   */
  prove(signature: unknown, timestamp: unknown, body: Buffer): Proof;
  /** What came of it is not known: the same may be sent again. */
  forget(signature: string): void;
}

/** Each signature counts once, within a minute of its timestamp. */
export function signatureCheck(secret: string, now: () => number = Date.now): SignatureCheck {
  const seenUntil = new Map<string, number>();
  return {
    prove: (signature, timestamp, body) => {
      if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature))
        return refused(401, 'the header x-lockstep-signature must hold 64 hexadecimal digits in lower case');
      if (typeof timestamp !== 'string' || !/^\d{1,15}$/.test(timestamp))
        return refused(401, 'the header x-lockstep-timestamp must hold whole milliseconds since 1970');
      const own = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
      if (!timingSafeEqual(own, Buffer.from(signature, 'hex')))
        return refused(401, 'the signature does not belong to this timestamp and body');
      const nowMs = now();
      if (Math.abs(nowMs - Number(timestamp)) > oldestMs)
        return refused(401, 'the timestamp is more than 60 seconds from the time here');
      for (const [seen, untilMs] of seenUntil) if (untilMs < nowMs) seenUntil.delete(seen);
      if (seenUntil.has(signature)) return refused(409, 'this very signal was received already');
      seenUntil.set(signature, Number(timestamp) + oldestMs);
      return { ok: true };
    },
    forget: (signature) => {
      seenUntil.delete(signature);
    },
  };
}

const refused = (status: 401 | 409, message: string): Proof => ({ ok: false, status, message });
