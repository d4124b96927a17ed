const shownAtEachEnd = 3;
/** Of a shorter text, six characters would tell too much. */
const shortest = 9;

/** An API key as people may see it: its first and last three characters. */
export const maskedKey = (apiKey: string): string =>
  apiKey.length < shortest ? '…' : `${apiKey.slice(0, shownAtEachEnd)}…${apiKey.slice(-shownAtEachEnd)}`;
