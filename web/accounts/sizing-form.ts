/** As the configuration file has it. */
export type SizingForm =
  | { readonly kind: 'equity-proportional'; readonly multiplier: string }
  | { readonly kind: 'fixed-quote'; readonly amount_usd: string }
  | { readonly kind: 'percent-of-equity'; readonly percent: string };

export const usualSizing: SizingForm = { kind: 'equity-proportional', multiplier: '1' };
