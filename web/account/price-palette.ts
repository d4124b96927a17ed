/** The canvas knows no style sheet. */
export const pricePalettes = {
  light: {
    ...{ text: '#59626a', line: '#e6e9ec', rise: '#2f8f4e', fall: '#c4403f', cost: '#59626a' },
    ...{ profit: '#186a2c', loss: '#b3201f', buy: '#17569b', sell: '#6b21a8' },
  },
  dark: {
    ...{ text: '#a3acb4', line: '#2a3138', rise: '#4cb56b', fall: '#e06a6a', cost: '#c3cad0' },
    ...{ profit: '#6fda85', loss: '#ff8f8f', buy: '#8ec5fb', sell: '#dcb5ff' },
  },
} as const;

export type PricePalette = (typeof pricePalettes)['light' | 'dark'];
