import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ESLint, type Linter } from 'eslint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plantTree, projectRoot, type PlantedTree } from './planted-tree.ts';

const plants: readonly (readonly [rule: string, file: string, text: string])[] = [
  [
    '@typescript-eslint/no-floating-promises',
    'workflows/lost-order.ts',
    'const placeOrder = async (): Promise<void> => {};\nexport const act = (): void => {\n  placeOrder();\n};\n',
  ],
  [
    '@typescript-eslint/no-misused-promises',
    'workflows/misused.ts',
    'const placed = async (): Promise<boolean> => true;\nexport const act = (): number => (placed() ? 1 : 2);\n',
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'domain/forgotten.ts',
    "export function act(state: 'active' | 'halted'): number {\n  switch (state) {\n    case 'active':\n      return 1;\n  }\n  return 2;\n}\n",
  ],
  ['@typescript-eslint/no-explicit-any', 'store/any.ts', 'export const act = (row: any): string => String(row);\n'],
  [
    '@typescript-eslint/no-unsafe-argument',
    'store/unsafe.ts',
    "export const act = (): number => Math.abs(JSON.parse('1'));\n",
  ],
  [
    '@typescript-eslint/consistent-type-imports',
    'workflows/heavy.ts',
    "import { Thing } from '../domain/thing.ts';\nexport const act = (thing: Thing): Thing => thing;\n",
  ],
  ['no-restricted-syntax', 'store/env.ts', 'export const url = process.env.URL;\n'],
  ['no-restricted-syntax', 'simulator/barrel.ts', "export * from '../domain/thing.ts';\n"],
  ['no-restricted-syntax', 'domain/clock.ts', 'export const now = (): number => Date.now();\n'],
  ['no-restricted-syntax', 'domain/date.ts', 'export const now = (): Date => new Date();\n'],
  ['no-restricted-syntax', 'domain/dice.ts', 'export const dice = (): number => Math.random();\n'],
  ['no-restricted-globals', 'domain/network.ts', "export const act = (): Promise<unknown> => fetch('http://x');\n"],
  ['no-console', 'exchanges/talk.ts', "console.log('key');\nexport const a = 1;\n"],
  ['eqeqeq', 'domain/equal.ts', 'export const same = (a: string, b: string): boolean => a == b;\n'],
];

/** Right as they are: a rule that fires on these is too eager. */
const allowed: Readonly<Record<string, string>> = {
  'domain/thing.ts': 'export interface Thing {\n  readonly a: string;\n}\n',
  'domain/day.ts': 'export const day = (atMs: number): string => new Date(atMs).toISOString();\n',
  'workflows/clock.ts': 'export const now = (): number => Date.now();\n',
  'config/environment.ts': 'export const home = process.env.HOME;\n',
  'scripts/talk.ts': "console.log('done');\n",
  'activities/port.ts': 'export const find = async (): Promise<number> => 1;\n',
};

const surroundings = {
  'package.json': '{ "type": "module" }',
  'node_modules/@types/node/package.json': '{ "name": "@types/node", "version": "20.0.0", "types": "index.d.ts" }',
  'node_modules/@types/node/index.d.ts': `
    declare const process: { env: Record<string, string | undefined> };
    declare const console: { log(text: string): void };
    declare const fetch: (url: string) => Promise<unknown>;
  `,
};

let tree: PlantedTree;
const found = new Map<string, readonly string[]>();
beforeAll(async () => {
  const files = { ...allowed, ...Object.fromEntries(plants.map(([, file, text]) => [file, text])) };
  tree = plantTree({ ...surroundings, ...files }, ['tsconfig.json']);
  const rules = (await import(pathToFileURL(join(projectRoot, 'eslint.config.js')).href)) as {
    default: Linter.Config[];
  };
  const eslint = new ESLint({
    cwd: tree.root,
    overrideConfigFile: true,
    overrideConfig: [
      ...rules.default,
      { files: ['**/*.ts'], languageOptions: { parserOptions: { tsconfigRootDir: tree.root } } },
    ],
  });
  for (const { filePath, messages } of await eslint.lintFiles(Object.keys(files))) {
    found.set(
      relative(tree.root, filePath),
      messages.map(({ ruleId, message }) => ruleId ?? message),
    );
  }
});
afterAll(() => tree.remove());

test.each(plants)('%s finds what is planted in %s', (rule, file) => {
  expect(found.get(file)).toContain(rule);
});

test.each(Object.keys(allowed))('%s is fine', (file) => {
  expect(found.get(file)).toEqual([]);
});
