import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { statusesInOrder } from '../words/account-words.ts';
import { needsAPerson, type AccountFilter, type SortBy } from './account-filter.ts';

interface FilterBarProps {
  readonly filter: AccountFilter;
  readonly onChange: (filter: AccountFilter) => void;
}

const statuses = [
  { value: '', label: 'Any status' },
  { value: needsAPerson, label: 'Needs your review' },
  ...statusesInOrder.map((word) => ({ value: word, label: word })),
];

const sortings: { value: SortBy; label: string }[] = [
  { value: 'name', label: 'By name' },
  { value: 'equity', label: 'Largest equity first' },
  { value: 'profit', label: "Best day's profit first" },
];

export const FilterBar = ({ filter, onChange }: FilterBarProps) => (
  <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm" role="search" aria-label="Accounts">
    <TextInput
      type="search"
      aria-label="Search accounts"
      placeholder="Name, exchange or coin"
      leftSection={<Search size={16} aria-hidden />}
      value={filter.text}
      onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
    />
    <Select
      aria-label="Status"
      data={statuses}
      value={filter.status}
      allowDeselect={false}
      onChange={(status) => onChange({ ...filter, status: status ?? '' })}
    />
    <Select
      aria-label="Order"
      data={sortings}
      value={filter.sortBy}
      allowDeselect={false}
      onChange={(sortBy) => onChange({ ...filter, sortBy: sortBy ?? 'name' })}
    />
  </SimpleGrid>
);
