import { ensureDependencies } from './bootstrap.mjs';
import { bundledCli, importBundledCli } from './bundled-cli.mjs';

/** These load the worker with its native parts and stay: they run from source. All others must answer at once. */
const runFromSource = new Set(['start', 'up', 'worker', 'simulator']);

async function importCli(args) {
  if (!runFromSource.has(args.find((argument) => !argument.startsWith('-')))) {
    const bundled = await importBundledCli();
    if (bundled !== null) return bundled;
  }
  // For the commands that follow: it is made in a process of its own.
  void bundledCli();
  const { register } = await import('tsx/esm/api');
  register();
  return import('./cli.ts');
}

const args = process.argv.slice(2);
process.once('uncaughtException', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
try {
  await ensureDependencies();
  const { main } = await importCli(args);
  process.exitCode = await main(args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
