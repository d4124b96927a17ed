import type { AlpacaAccount } from './alpaca-account.ts';
import { timeText } from './alpaca-order.ts';

/** Something older than all else, that is none of Lockstep's: a stock that is called like a coin. */
const at = ({ openedAtMs }: AlpacaAccount): string => timeText({ ms: openedAtMs, nanosText: '000001' });

export const stockPosition = {
  asset_class: 'us_equity',
  symbol: 'SOL',
  exchange: 'NYSE',
  qty: '5',
  qty_available: '5',
  side: 'long',
};

export const stockOrder = (account: AlpacaAccount) => ({
  at: at(account),
  row: {
    id: 'e5a1a1c6-4a4b-4b43-9d3d-0f5f1f5c1b11',
    client_order_id: 'a person in a hurry',
    created_at: at(account),
    submitted_at: at(account),
    symbol: 'SOL',
    asset_class: 'us_equity',
    notional: '500',
    qty: null,
    filled_qty: '5',
    filled_avg_price: '20.01',
    side: 'sell_short',
    type: 'market',
    time_in_force: 'day',
    status: 'accepted_by_no_one_we_know',
  },
});

export const stockFill = (account: AlpacaAccount) => ({
  id: '20200101093000000::e5a1a1c6-4a4b-4b43-9d3d-0f5f1f5c1b11',
  at: at(account),
  row: {
    id: '20200101093000000::e5a1a1c6-4a4b-4b43-9d3d-0f5f1f5c1b11',
    activity_type: 'FILL',
    transaction_time: at(account),
    type: 'fill',
    price: '20.01',
    qty: '5',
    side: 'sell_short',
    symbol: 'SOL',
    leaves_qty: '0',
    order_id: 'e5a1a1c6-4a4b-4b43-9d3d-0f5f1f5c1b11',
  },
});
