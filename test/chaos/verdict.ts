import type { Driven } from './notes.ts';
import type { AccountEvidence, Evidence } from './evidence.ts';
import { ledgerDifferences } from './verify-ledger.ts';
import { orderDifferences } from './verify-orders.ts';
import { recordDifferences } from './verify-records.ts';

export interface Verdict {
  /** Client order ids that the exchange took on more than once. */
  readonly duplicates: readonly string[];
  /** Requests of which an account has no outcome. */
  readonly lost: readonly string[];
  /** Everything that is not as it must be, the above included, in words. */
  readonly differences: readonly string[];
}

/** Holds the exchange's book, each account's state and the journal against each other and against what was asked for. */
export function judge(evidence: Evidence, driven: Driven): Verdict {
  const duplicates = evidence.accounts.flatMap(duplicatesOf);
  const lost = evidence.accounts.flatMap((account) => lostOf(account, driven));
  return {
    duplicates,
    lost,
    differences: [
      ...duplicates,
      ...lost,
      ...evidence.accounts.flatMap((account) =>
        [...recordDifferences(account), ...orderDifferences(account), ...ledgerDifferences(account)].map(
          (what) => `${account.planned.accountId}: ${what}`,
        ),
      ),
      ...handedOutDifferences(evidence, driven),
      ...driven.problems,
    ],
  };
}

function duplicatesOf({ planned, orders }: AccountEvidence): readonly string[] {
  const ids = orders.map(({ clientOrderId }) => clientOrderId ?? 'none');
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...twice].map((id) => {
    const count = ids.filter((other) => other === id).length;
    return `${planned.accountId}: the exchange took client order id ${id} ${String(count)} times`;
  });
}

function lostOf({ planned, records }: AccountEvidence, { intents, ownOrders }: Driven): readonly string[] {
  const { accountId } = planned;
  const wanted = [
    ...[...intents]
      .filter(([, followers]) => followers.includes(accountId))
      .map(([intentId]) => ({ intentId, leg: 'copy' })),
    ...ownOrders
      .filter((order) => order.accountId === accountId)
      .map(({ orderId }) => ({ intentId: orderId, leg: 'own' })),
  ];
  return wanted.flatMap(({ intentId, leg }) => {
    const found = records.filter((record) => record.intentId === intentId && record.leg === leg);
    return found.length === 1
      ? []
      : [`${accountId}: ${String(found.length)} outcomes of ${intentId} (${leg}) in the journal instead of one`];
  });
}

/** Every intent of a master's is journaled once, and reached all that follow. */
function handedOutDifferences({ accounts, intents: journaled }: Evidence, { intents }: Driven): readonly string[] {
  const lastGroup = Math.max(...accounts.map(({ planned }) => planned.group));
  const told = new Set(
    accounts.filter(({ planned }) => planned.group === lastGroup).map(({ planned }) => planned.accountId),
  );
  return [...intents].flatMap(([intentId, followers]) => {
    if (followers.every((accountId) => told.has(accountId))) return [];
    const found = journaled.filter(({ intent }) => intent.intentId === intentId);
    if (found.length !== 1) return [`intent ${intentId} is ${String(found.length)} times in the journal`];
    const missed = followers.filter((accountId) => !found[0]?.intent.delivered.includes(accountId));
    return missed.map((accountId) => `intent ${intentId} did not reach ${accountId}`);
  });
}
