// Who may import whom. What a folder's rule does not list is refused to it.
const npm = (...names) => `^node_modules/(${names.join('|')})/`;
const nodeModules = { dependencyTypes: ['core'] };

/** @param {string} folder @param {string[]} allowed paths, beside the folder itself */
const onlyImports = (folder, allowed, { core = true, comment } = {}) => ({
  name: `${folder}-imports-only-its-own`,
  severity: 'error',
  comment: comment ?? `${folder}/ may import: ${allowed.join(', ')}`,
  from: { path: `^${folder}/` },
  to: {
    pathNot: [`^${folder}/`, ...allowed],
    ...(core ? { dependencyTypesNot: nodeModules.dependencyTypes } : {}),
  },
});

/** @param {string} from a folder @param {string} to where only `import type` may reach */
const onlyTypes = (from, to, toNot = []) => ({
  name: `${from}-imports-only-types-of-${to.replaceAll(/\W/g, '')}`,
  severity: 'error',
  comment: `${from}/ may use types of ${to}, nothing that runs`,
  from: { path: `^${from}/` },
  to: { path: to, pathNot: toNot, dependencyTypesNot: ['type-only'] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    onlyImports('domain', [npm('big.js', '@noble/hashes'), npm('zod')], { core: false }),
    {
      name: 'zod-in-domain-only-in-schema-files',
      severity: 'error',
      from: { path: '^domain/', pathNot: '\\.schema\\.ts$' },
      to: { path: npm('zod') },
    },
    onlyImports('workflows', ['^domain/', '^activities/', npm('@temporalio/workflow', '@temporalio/common')], {
      core: false,
    }),
    onlyTypes('workflows', '^activities/'),
    onlyImports('activities', [
      '^domain/',
      '^exchanges/',
      '^store/',
      npm('@temporalio/activity', '@temporalio/common'),
    ]),
    // The two port files hold types and the error class that goes with them, nothing else that runs.
    onlyTypes('activities', '^exchanges/', ['^exchanges/exchange\\.ts$']),
    onlyTypes('activities', '^store/', ['^store/journal\\.ts$']),
    onlyImports('exchanges', ['^domain/', npm('ccxt', 'limiter', 'lossless-json', 'p-queue', 'undici', 'zod')]),
    {
      name: 'one-ccxt-importer',
      severity: 'error',
      comment: 'A new exchange library version is met in one file.',
      from: { pathNot: '^(exchanges/ccxt-exchange\\.ts$|test/|bench/|node_modules/)' },
      to: { path: npm('ccxt') },
    },
    onlyImports('store', [
      '^domain/',
      '^config/(credential-text|masked-key)\\.ts$',
      npm('kysely', 'libsql', 'pg', '@types/pg'),
    ]),
    onlyImports('config', ['^domain/', npm('zod', 'dotenv', 'env-paths', 'jsonc-parser', '@temporalio/envconfig')]),
    {
      name: 'workers-is-the-composition-root',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: '^(server|web|simulator|scripts|test|bench)/' },
    },
    onlyImports('server', [
      '^domain/',
      '^config/',
      '^store/',
      '^workflows/',
      npm('@fastify/.+', '@node-rs/argon2', 'fastify', 'fastify-type-provider-zod', 'rotating-file-stream', 'zod'),
    ]),
    onlyTypes('server', '^workflows/', ['^workflows/messages\\.ts$']),
    onlyImports(
      'web',
      [
        '^server/',
        '^domain/',
        // One list of what each code means, for the command line and the dashboard.
        '^scripts/(reason-in-words|event-in-words|status-reason)\\.ts$',
        npm(
          'react',
          'react-dom',
          '@types/react',
          '@types/react-dom',
          '@fontsource-variable/inter',
          '@mantine/.+',
          '@tanstack/.+',
          'lightweight-charts',
          'lucide-react',
          'wouter',
          'vite',
        ),
      ],
      { core: false },
    ),
    onlyTypes('web', '^domain/'),
    onlyTypes('web', '^server/'),
    onlyImports('simulator', ['^domain/decimal\\.ts$'], {
      comment: 'The simulated exchange shares no assumption with the adapter it is there to test.',
    }),
    {
      name: 'scripts-reach-neither-web-nor-test',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { path: '^(web|test)/' },
    },
    {
      name: 'nothing-imports-test-or-bench',
      severity: 'error',
      from: { pathNot: '^(test|bench|scripts)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-second-barrel',
      severity: 'error',
      comment: 'workflows/index.ts is the bundle entry, activities/index.ts makes the activities; no other index.',
      from: { path: '(^|/)index\\.ts$', pathNot: '^((workflows|activities)/index\\.ts$|node_modules/)' },
      to: {},
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved-import', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], couldNotResolve: false },
    },
    {
      name: 'no-development-package-at-run-time',
      severity: 'error',
      from: { pathNot: '^(test|bench|web)/|\\.config\\.(ts|js)$|^scripts/(check|test|web-build)' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: npm('@types') },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.lockstep|coverage|web/dist)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // `import type` counts here, marked type-only; rules on what really loads are in .dependency-cruiser.runtime.cjs.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
