import { createTheme, type CSSVariablesResolver } from '@mantine/core';

const systemFont =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", Arial, sans-serif';

/** The system's own fonts: nothing is asked of another server. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 9,
  fontFamily: systemFont,
  headings: { fontFamily: systemFont, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { tt: 'none', fw: 600, radius: 'sm' } },
    Modal: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: { title: { fontWeight: 650 } },
    },
    NavLink: { styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } },
  },
});

const badgeColours = ['green', 'red', 'orange', 'gray', 'blue', 'teal'] as const;

const lightTexts = (shade: number, gray: string) =>
  Object.fromEntries(
    badgeColours.map((colour) => [
      `--mantine-color-${colour}-light-color`,
      colour === 'gray' ? gray : `var(--mantine-color-${colour}-${shade})`,
    ]),
  );

/** Mantine's dimmed and tinted texts are below a contrast of 4.5 : 1 without this. */
export const readableColours: CSSVariablesResolver = () => ({
  variables: { '--lockstep-figures': 'inherit' },
  light: {
    '--mantine-color-dimmed': '#555b61',
    '--mantine-color-body': '#ffffff',
    '--lockstep-page': '#f5f7f8',
    '--lockstep-profit': '#186a2c',
    '--lockstep-loss': '#b3201f',
    '--mantine-color-error': '#b3201f',
    ...lightTexts(9, '#495057'),
    '--mantine-color-green-light-color': '#1c6b2e',
    '--mantine-color-orange-light-color': '#9a3b00',
    '--mantine-color-red-light-color': '#b3201f',
    '--mantine-color-teal-light-color': '#086b4e',
  },
  dark: {
    '--mantine-color-dimmed': '#a9afb6',
    '--mantine-color-body': '#1b1e21',
    '--lockstep-page': '#131517',
    '--lockstep-profit': '#69db7c',
    '--lockstep-loss': '#ff8787',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-gray-light': '#2c3136',
    ...lightTexts(3, '#ced4da'),
  },
});
