import type { Json, VenueRequest } from '../venue.ts';

type Params = Readonly<Record<string, Json>>;

const request =
  (method: VenueRequest['method']) =>
  (path: string, params: Params = {}): VenueRequest => ({ path, api: ['trader', 'private'], method, params });

export const alpacaGet = request('GET');
export const alpacaPost = request('POST');
export const alpacaDelete = request('DELETE');
