/** The key of an account that the simulator gave play money. */
export const demoKeyOf = (accountId: string): string => `demo-${accountId}`;
