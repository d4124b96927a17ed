import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Tests never meet real credentials or another run's settings, whatever the shell holds. */
for (const name of Object.keys(process.env)) {
  if (/^(ALPACA|BINANCE|COINBASE|KRAKEN)_|^LOCKSTEP_(?!CACHE$|TEST_RUN$)/.test(name))
    Reflect.deleteProperty(process.env, name);
}

/** Set-up files cost seconds: each project starts only what its tests use. */
const present = (files: string[]): string[] => files.filter((file) => existsSync(new URL(file, import.meta.url)));

const withoutServer = ['activities', 'config', 'domain', 'exchanges', 'rules', 'server', 'simulator', 'web'].map(
  (folder) => `test/${folder}/**`,
);
const inBrowser = ['test/browser/**'];
const withDatabase = ['live', 'store'].map((folder) => `test/${folder}/**`);
const testFiles = '**/*.test.ts';

export default defineConfig({
  test: {
    // Threads have crashed the native core of Temporal's SDK.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 90_000,
    teardownTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'plain', include: withoutServer.map((folder) => `${folder}/*.test.ts`) } },
      {
        extends: true,
        test: {
          name: 'database',
          include: withDatabase.map((folder) => `${folder}/*.test.ts`),
          globalSetup: present(['./test/support/postgres-setup.ts']),
        },
      },
      {
        extends: true,
        test: {
          name: 'temporal',
          include: [`test/${testFiles}`],
          exclude: [...withoutServer, ...withDatabase, ...inBrowser],
          globalSetup: present(['./test/support/temporal-setup.ts']),
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: inBrowser.map((folder) => `${folder}/*.test.ts`),
          globalSetup: present(['./test/support/chromium-setup.ts']),
          testTimeout: 90_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
