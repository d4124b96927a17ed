const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const shortUuidPattern = /^[0-9a-f]{32}$/i;
const freeTextPattern = /^[\x21-\x7e]{1,18}$/;

/** Kraken takes a UUID, the same without dashes, or up to 18 characters of text. */
export const isClientOrderId = (text: string): boolean =>
  uuidPattern.test(text) || shortUuidPattern.test(text) || freeTextPattern.test(text);
