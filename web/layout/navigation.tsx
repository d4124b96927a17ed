import { NavLink } from '@mantine/core';
import { ArrowLeftRight, Calculator, Coins, LayoutDashboard, Users, Wallet, type LucideIcon } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { useIsOwner } from '../api/session.ts';

interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isForOwners?: boolean;
}

const places: readonly Place[] = [
  { href: '/', label: 'Overview', icon: LayoutDashboard },
  { href: '/accounts', label: 'Accounts', icon: Wallet },
  { href: '/positions', label: 'Positions', icon: Coins },
  { href: '/trades', label: 'Trades', icon: ArrowLeftRight },
  { href: '/preview', label: 'Preview a trade', icon: Calculator, isForOwners: true },
  { href: '/people', label: 'People', icon: Users, isForOwners: true },
];

const isIn = (location: string, href: string): boolean =>
  href === '/' ? location === '/' : location === href || location.startsWith(`${href}/`);

export function Navigation({ onChosen }: { readonly onChosen: () => void }) {
  const [location] = useLocation();
  const isOwner = useIsOwner();
  return places
    .filter(({ isForOwners = false }) => isOwner || !isForOwners)
    .map(({ href, label, icon: Icon }) => (
      <NavLink
        key={href}
        component={Link}
        href={href}
        label={label}
        leftSection={<Icon size={18} aria-hidden />}
        active={isIn(location, href)}
        aria-current={isIn(location, href) ? 'page' : undefined}
        onClick={onChosen}
      />
    ));
}
