import type { Json, VenueRequest } from '../venue.ts';

type Params = Readonly<Record<string, Json>>;

/** Coinbase counts 10 public calls a second by address, and private ones by user: those weigh next to nothing here. */
export const ipBudget = { weight: 2_000, perMs: 1_000 };
export const publicWeight = 200;
const privateWeight = 3;
/** Spot, and two kinds of futures that come along. */
export const marketsWeight = 3 * publicWeight;

export const publicGet = (path: string, params: Params): VenueRequest => ({
  path: `brokerage/${path}`,
  api: ['v3', 'public'],
  method: 'GET',
  params,
  weight: publicWeight,
});

export const privateGet = (path: string, params: Params = {}): VenueRequest => ({
  path: `brokerage/${path}`,
  api: ['v3', 'private'],
  method: 'GET',
  params,
  weight: privateWeight,
});

export const privatePost = (path: string, params: Params): VenueRequest => ({
  path: `brokerage/${path}`,
  api: ['v3', 'private'],
  method: 'POST',
  params,
  weight: privateWeight,
});
