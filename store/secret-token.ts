import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as text for cookies and links. */
export const newSecretToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token: it finds the row and opens nothing. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
