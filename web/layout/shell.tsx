import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useIsOwner } from '../api/session.ts';
import { useLive } from '../live.ts';
import { ColourSwitch } from './colour-switch.tsx';
import { Navigation } from './navigation.tsx';
import { PersonMenu } from './person-menu.tsx';
import { StateLine } from './state-line.tsx';
import { StopEverything } from './stop-everything.tsx';
import { StoppedBanner } from './stopped-banner.tsx';

export function Shell({ children }: { readonly children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure();
  const live = useLive();
  const isOwner = useIsOwner();
  return (
    <AppShell
      header={{ height: { base: 96, md: 60 } }}
      navbar={{ width: 220, breakpoint: 'md', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h={60} px={{ base: 'sm', sm: 'lg' }} gap="xs" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={isOpen ? 'Close the menu' : 'Open the menu'}
              aria-expanded={isOpen}
            />
            <Brand />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Group visibleFrom="md" mr="xs">
              <StateLine live={live} />
            </Group>
            {isOwner && <StopEverything />}
            <ColourSwitch />
            <PersonMenu />
          </Group>
        </Group>
        <Group hiddenFrom="md" px={{ base: 'sm', sm: 'lg' }} pb="xs">
          <StateLine live={live} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" component="nav" aria-label="Pages">
        <Navigation onChosen={close} />
      </AppShell.Navbar>
      <Content>
        <StoppedBanner />
        {children}
      </Content>
    </AppShell>
  );
}

const Brand = () => (
  <Link href="/" className="plain-link">
    <Group gap={8} wrap="nowrap">
      <img src="/lockstep.svg" alt="" width={28} height={28} />
      <Text fw={700} className="brand-name">
        Lockstep
      </Text>
    </Group>
  </Link>
);

/** Another page begins at its top, for the eyes and for the keyboard. */
function Content({ children }: { readonly children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const [location] = useLocation();
  const shown = useRef(location);
  useEffect(() => {
    if (shown.current === location) return;
    shown.current = location;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [location]);
  return (
    <AppShell.Main id="content" tabIndex={-1} ref={main}>
      <div className="content">{children}</div>
    </AppShell.Main>
  );
}
