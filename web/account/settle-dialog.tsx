import { Button, Code, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useResolve } from '../api/account-actions.ts';
import { issuesByField } from '../api/client.ts';
import type { AccountView, OrderResolution } from '../api/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { exchangeNames } from '../words/account-words.ts';

export type Review = AccountView['needsReview'][number];

interface SettleDialogProps {
  readonly account: AccountView;
  readonly order: Review;
  readonly onClose: () => void;
}

const isPositiveAmount = (text: string): boolean => /^\d+(\.\d+)?$/.test(text.trim()) && /[1-9]/.test(text);

/** What a person found at the exchange: the ledger takes it over as told. */
export function SettleDialog({ account, order, onClose }: SettleDialogProps) {
  const [verdict, setVerdict] = useState<OrderResolution['verdict'] | null>(null);
  const [fill, setFill] = useState({ exchangeOrderId: '', filledQuantity: order.quantity, averagePrice: '' });
  const resolve = useResolve();
  const issues = issuesByField(resolve.error);
  const { clientOrderId, symbol, side, quantity } = order;
  const place = exchangeNames[account.exchange];
  const isComplete =
    verdict === 'never-existed' ||
    (verdict === 'filled' &&
      fill.exchangeOrderId.trim() !== '' &&
      isPositiveAmount(fill.filledQuantity) &&
      isPositiveAmount(fill.averagePrice));
  const settle = () => {
    if (verdict === null || !isComplete) return;
    const resolution = verdict === 'filled' ? { clientOrderId, verdict, ...trimmed(fill) } : { clientOrderId, verdict };
    resolve.mutate({ accountId: account.accountId, resolution }, { onSuccess: onClose });
  };
  const field = (name: keyof typeof fill) => ({
    value: fill[name],
    error: issues[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setFill({ ...fill, [name]: event.currentTarget.value }),
    autoComplete: 'off',
    required: true,
  });
  return (
    <Dialog onClose={onClose} title={`Settle: ${side} ${quantity} ${symbol}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          settle();
        }}
      >
        <Stack>
          <Text size="sm">
            Look at {place} for the order with the client id{' '}
            <Code style={{ overflowWrap: 'anywhere' }}>{clientOrderId}</Code>, among open and closed orders.
          </Text>
          <Radio.Group label="What did you find?" value={verdict} onChange={(value) => setVerdict(value)}>
            <Stack gap="xs" mt="xs">
              <Radio
                value="never-existed"
                label="It never existed"
                description="Nothing was traded; the order is closed as refused."
              />
              <Radio
                value="filled"
                label="It filled, whole or in part"
                description="What you enter counts as the account's own fill."
              />
            </Stack>
          </Radio.Group>
          {verdict === 'filled' && (
            <>
              <TextInput label={`${place}'s order id`} {...field('exchangeOrderId')} />
              <Group grow align="flex-start">
                <TextInput
                  label={`Quantity filled (${symbol.split('/')[0]})`}
                  inputMode="decimal"
                  {...field('filledQuantity')}
                />
                <TextInput
                  label={`Average price (${symbol.split('/')[1]})`}
                  inputMode="decimal"
                  {...field('averagePrice')}
                />
              </Group>
            </>
          )}
          {resolve.error !== null && <Failure error={resolve.error} title="The order was not settled" />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={resolve.isPending} disabled={!isComplete}>
              Settle
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

const trimmed = (fill: {
  readonly exchangeOrderId: string;
  readonly filledQuantity: string;
  readonly averagePrice: string;
}) => ({
  exchangeOrderId: fill.exchangeOrderId.trim(),
  filledQuantity: fill.filledQuantity.trim(),
  averagePrice: fill.averagePrice.trim(),
});
