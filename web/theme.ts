import { createTheme, type CSSVariablesResolver } from '@mantine/core';

const typeface =
  '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

/** Nothing is asked of another server: the typeface comes with the page. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 9,
  fontFamily: typeface,
  headings: { fontFamily: typeface, fontWeight: '640' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  colors: {
    // Texts first, grounds last: cooler and further apart than Mantine's own, so that panels stand out at night.
    dark: [
      '#dfe3e6',
      '#bcc3c9',
      '#8f98a1',
      '#66707a',
      '#363e46',
      '#2b3239',
      '#20262b',
      '#181c20',
      '#101315',
      '#0b0d0e',
    ],
  },
  components: {
    Badge: { defaultProps: { tt: 'none', fw: 600, radius: 'sm' } },
    Modal: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: { title: { fontWeight: 640 } },
    },
    NavLink: { styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } },
    Paper: { defaultProps: { radius: 'lg' } },
    Table: { defaultProps: { highlightOnHover: false } },
    Tooltip: { defaultProps: { withArrow: true } },
  },
});

interface Tint {
  readonly ground: string;
  readonly text: string;
}

/** Each text on its ground, and on a panel, reaches a contrast of 4.5 : 1. */
const tints: Readonly<Record<'light' | 'dark', Readonly<Record<string, Tint>>>> = {
  light: {
    green: { ground: '#e2f3e6', text: '#1a652b' },
    red: { ground: '#fce8e8', text: '#ab1f1e' },
    orange: { ground: '#fdeeda', text: '#8f3900' },
    gray: { ground: '#edf0f2', text: '#495057' },
    blue: { ground: '#e3eefa', text: '#17569b' },
    teal: { ground: '#e0f2ec', text: '#08644a' },
  },
  dark: {
    green: { ground: '#15301d', text: '#82dd94' },
    red: { ground: '#3b1c1e', text: '#ffa3a3' },
    orange: { ground: '#3a2714', text: '#ffbd7a' },
    gray: { ground: '#282e34', text: '#c3cad0' },
    blue: { ground: '#152b41', text: '#8ec5fb' },
    teal: { ground: '#0f332a', text: '#6fdcb8' },
  },
};

const tinted = (scheme: 'light' | 'dark') =>
  Object.fromEntries(
    Object.entries(tints[scheme]).flatMap(([colour, { ground, text }]) => [
      [`--mantine-color-${colour}-light`, ground],
      [`--mantine-color-${colour}-light-hover`, ground],
      [`--mantine-color-${colour}-light-color`, text],
    ]),
  );

/** Mantine's dimmed and tinted texts are below a contrast of 4.5 : 1 without this. */
export const readableColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#59626a',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#14181b',
    '--mantine-color-default-border': '#dde2e6',
    '--mantine-color-error': '#b3201f',
    '--lockstep-page': '#f4f6f7',
    '--lockstep-line': '#e6e9ec',
    '--lockstep-profit': '#186a2c',
    '--lockstep-loss': '#b3201f',
    ...tinted('light'),
  },
  dark: {
    '--mantine-color-dimmed': '#a3acb4',
    '--mantine-color-error': '#ff8f8f',
    '--lockstep-page': '#0f1214',
    '--lockstep-line': '#2a3138',
    '--lockstep-profit': '#6fda85',
    '--lockstep-loss': '#ff8f8f',
    ...tinted('dark'),
  },
});
