import { Badge, Paper, Text, UnstyledButton } from '@mantine/core';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import type { PositionOverAccounts } from '../api/types.ts';
import { quantityText } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { PositionAccounts } from './position-accounts.tsx';
import { ProfitCell } from './profit-cell.tsx';
import { quoteAmount } from './quote-amount.ts';

/** One symbol over all accounts, which opens to who owns it. */
export function PositionRow({ position }: { readonly position: PositionOverAccounts }) {
  const [isOpen, setOpen] = useState(false);
  const accountsId = useId();
  const { symbol, sandbox, quantity, costBasis, value, unrealizedProfit, unpriced, accounts } = position;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <Paper withBorder component="article" aria-label={sandbox ? `${symbol}, play money` : symbol}>
      <UnstyledButton
        className="position-row"
        aria-expanded={isOpen}
        aria-controls={accountsId}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="position-name">
          <Chevron size={18} aria-hidden />
          <span>
            <Text component="span" fw={600}>
              {symbol}
            </Text>{' '}
            {sandbox && (
              <Badge size="sm" variant="light" color="orange">
                play money
              </Badge>
            )}
            <Text component="span" size="xs" c="dimmed" display="block">
              {count(accounts.length, 'account')}
              {unpriced > 0 && `, ${unpriced} without a price`}
            </Text>
          </span>
        </span>
        <Fact label="Quantity">{quantityText(quantity)}</Fact>
        <Fact label="Cost">{quoteAmount(symbol, costBasis)}</Fact>
        <Fact label="Value">{quoteAmount(symbol, value)}</Fact>
        <Fact label="Unrealized">
          <ProfitCell symbol={symbol} amount={unrealizedProfit} />
        </Fact>
      </UnstyledButton>
      <div id={accountsId} hidden={!isOpen} className="position-accounts">
        {isOpen && (
          <>
            {unpriced > 0 && (
              <Text size="sm" c="dimmed" mb="xs">
                What has no price right now counts at its cost.
              </Text>
            )}
            <PositionAccounts position={position} />
          </>
        )}
      </div>
    </Paper>
  );
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <span className="figures">
    <Text component="span" size="xs" c="dimmed" display="block">
      {label}
    </Text>
    <Text component="span" size="sm">
      {children}
    </Text>
  </span>
);
