import type { Json, VenueRequest } from '../venue.ts';

type Params = Readonly<Record<string, Json>>;

/** Coinbase counts public calls by address, and private ones by user; one address may well serve many users. */
export const ipBudget = { weight: 1_000, perMs: 1_000 };
const publicWeight = 100;
const privateWeight = 3;

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
