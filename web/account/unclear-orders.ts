import { useState } from 'react';
import type { OrderForm } from '../api/types.ts';

/** An order that was sent and not answered, so that it may have been traded. */
export interface UnclearOrder {
  readonly order: OrderForm;
  /** The first try, epoch milliseconds. */
  readonly sentAtMs: number;
}

export interface UnclearOrders {
  readonly list: readonly UnclearOrder[];
  readonly add: (order: OrderForm) => void;
  readonly settle: (orderId: string | undefined) => void;
}

/** Kept over a reload of the page: typed again, each must be the same order. */
export function useUnclearOrders(accountId: string): UnclearOrders {
  const [list, setList] = useState(() => kept(accountId));
  const change = (changed: (before: readonly UnclearOrder[]) => readonly UnclearOrder[]) => {
    setList(changed);
    keep(accountId, changed(kept(accountId)));
  };
  return {
    list,
    add: (order) =>
      change((before) =>
        before.some((one) => one.order.orderId === order.orderId)
          ? before
          : [...before, { order, sentAtMs: Date.now() }],
      ),
    settle: (orderId) => change((before) => before.filter(({ order }) => order.orderId !== orderId)),
  };
}

const keyOf = (accountId: string): string => `lockstep.unclear-orders.${accountId}`;

function kept(accountId: string): readonly UnclearOrder[] {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(accountId)) ?? '[]') as readonly UnclearOrder[];
  } catch {
    return [];
  }
}

/** A browser that keeps nothing knows them until the page is left. */
function keep(accountId: string, list: readonly UnclearOrder[]): void {
  try {
    if (list.length === 0) sessionStorage.removeItem(keyOf(accountId));
    else sessionStorage.setItem(keyOf(accountId), JSON.stringify(list));
  } catch {
    return;
  }
}
