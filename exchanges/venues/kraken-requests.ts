import type { VenueRequest } from '../venue.ts';

export const privatePost = (path: string, params: Readonly<Record<string, string>> = {}): VenueRequest => ({
  path,
  api: 'private',
  method: 'POST',
  params,
});
