import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const envIsForConfig = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Only config/ reads the environment; the composition root and the commands hand it in.',
};
const noExportAll = {
  selector: 'ExportAllDeclaration',
  message: 'Name what is exported: no second barrel.',
};
const noWallClock = [
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'No randomness in domain/.' },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'No clock in domain/.' },
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'No clock in domain/.' },
];
const impureGlobals = [
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'performance',
  'crypto',
  'Buffer',
];

const relaxed = {
  // An activity or a port may be async without awaiting.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { varsIgnorePattern: '^_', argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
  ],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
};

export default defineConfig(
  { ignores: ['node_modules/', '.lockstep/', 'coverage/', 'web/dist/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...relaxed,
      // An activity that nobody awaits is a lost order.
      '@typescript-eslint/no-floating-promises': 'error',
      // A new variant must be handled wherever it matters.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { requireDefaultForNonUnion: true, considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      'no-restricted-syntax': ['error', noExportAll],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['{activities,domain,exchanges,server,simulator,store,workflows}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noExportAll, envIsForConfig] },
  },
  {
    files: ['domain/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noExportAll, envIsForConfig, ...noWallClock],
      'no-restricted-globals': ['error', ...impureGlobals],
    },
  },
  { files: ['{bench,scripts}/**/*.ts', 'simulator/main.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['{bench,test}/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Answers read as JSON, and matchers such as expect.any(): a wrong one fails its test.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.strict, tseslint.configs.disableTypeChecked],
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }], '@typescript-eslint/no-require-imports': 'off' },
  },
);
