import { expect, test } from 'vitest';
import { loadConfig } from '../../config/load-config.ts';
import { configFolder, master } from './config-folder.ts';

function load(content?: unknown) {
  const files = { 'master.json': master, ...(content !== undefined && { 'global.json': content }) };
  const { globalLimits, problems } = loadConfig({ configDir: configFolder(files), env: {} });
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  return { globalLimits, errors };
}

test('limits over all accounts come from global.json; without it, or without a field, there is none', () => {
  const none = { maxExposureUsd: null, maxDailyLossUsd: null };
  expect(load()).toEqual({ globalLimits: none, errors: [] });
  expect(load({})).toEqual({ globalLimits: none, errors: [] });
  expect(load({ max_exposure_usd: '5000.50', max_daily_loss_usd: 300 })).toEqual({
    ...{ globalLimits: { maxExposureUsd: '5000.5', maxDailyLossUsd: '300' }, errors: [] },
  });
  expect(load({ max_exposure_usd: '0', max_daily_loss_usd: null }).globalLimits).toEqual({
    ...{ maxExposureUsd: '0', maxDailyLossUsd: null },
  });
});

test('a mistake is told with its place, and never becomes "no limit": what held before goes on holding', () => {
  expect(load({ max_exposure: '1', max_daily_loss_usd: '-5' })).toEqual({
    globalLimits: null,
    errors: [
      'config/global.json: max_daily_loss_usd: expected a decimal number of 0 or more, such as "100.50"',
      'config/global.json: max_exposure: unknown field',
    ],
  });
  expect(load([])).toEqual({
    globalLimits: null,
    errors: ['config/global.json: expected an object with the limits over all accounts'],
  });
  expect(load('{ "max_exposure_usd": 5,')).toMatchObject({ globalLimits: null });
  expect(load('{ "max_exposure_usd": 5,').errors[0]).toMatch(/^config\/global\.json: expected JSON, line 1 column \d+/);
});
