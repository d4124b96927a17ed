// Rules on what loads at run time: erased `import type` lines don't count here.
const base = require('./.dependency-cruiser.cjs');

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'workflow-bundle-stays-light',
      severity: 'error',
      comment: 'Every cached workflow evaluates the bundle: with zod inside it costs ten times the memory.',
      from: { path: '^workflows/' },
      to: { path: '(^|/)node_modules/(zod|ccxt)/', reachable: true },
    },
  ],
  options: { ...base.options, tsPreCompilationDeps: false },
};
