import { Text, type TextProps } from '@mantine/core';
import { signedMoney, signOf } from '../words/amounts.ts';

const colours = { '-1': 'var(--lockstep-loss)', '0': 'inherit', '1': 'var(--lockstep-profit)' } as const;

/** The sign says it too, for those who don't see the colour. */
export const ProfitText = ({ amount, ...text }: TextProps & { readonly amount: string | null }) => (
  <Text component="span" c={colours[signOf(amount)]} className="figures" {...text}>
    {signedMoney(amount)}
  </Text>
);
