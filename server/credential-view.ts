/** Which key an account trades with, as far as anybody may know it. */
export interface CredentialView {
  /** The vault's wins over the environment's; null: there is none. */
  readonly source: 'vault' | 'environment' | null;
  /** First and last three characters. */
  readonly masked: string | null;
}

export interface CredentialViews {
  describe(accountId: string): Promise<CredentialView>;
}
