import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const oldBundleMs = 24 * 3_600_000;

/** Native, or too big to parse for a command that doesn't need them. */
const external = [
  ...['@temporalio/worker', '@temporalio/testing', '@temporalio/core-bridge', 'ccxt', 'libsql', 'pg'],
  ...['@node-rs/argon2', 'fastify', '@fastify/*', 'fastify-type-provider-zod'],
];

/**
 * The commands as one bundle with their libraries, which loads in half the time of the sources. It is made on first
 * use and again whenever the content of a source or package-lock.json has changed.
 * @param {string} [root] the checkout
 * @returns {Promise<{ main(argv: readonly string[]): Promise<number> } | null>} null when no bundle could be made
 */
export async function importBundledCli(root = projectRoot) {
  const file = await bundledCli(root);
  return file === null ? null : import(pathToFileURL(file).href);
}

/** Makes the bundle where there is none, so that the first command need not. @returns {Promise<string | null>} its file */
export async function bundledCli(root = projectRoot) {
  const cache = join(root, 'node_modules', '.cache', 'lockstep', 'cli');
  const entry = freshEntry(root, cache) ?? (await build(root, cache).catch(() => null));
  return entry === null ? null : join(cache, entry);
}

function freshEntry(root, cache) {
  try {
    const { entry, inputs } = JSON.parse(readFileSync(join(cache, 'manifest.json'), 'utf8'));
    const unchanged = Object.entries(inputs).every(([file, hash]) => contentHash(join(root, file)) === hash);
    return unchanged && statSync(join(cache, entry)).isFile() ? entry : null;
  } catch {
    return null;
  }
}

const hashOf = (content) => createHash('sha256').update(content).digest('base64');
const contentHash = (file) => hashOf(readFileSync(file));

async function build(root, cache) {
  const esbuild = await import('esbuild');
  const folder = randomUUID();
  const own = ['package-lock.json', relative(root, fileURLToPath(import.meta.url))];
  const inputs = Object.fromEntries(own.map((file) => [file, contentHash(join(root, file))]));
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: ['scripts/cli.ts'],
      outdir: join(cache, folder),
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      // Some CommonJS builds can't be bundled, their ES modules can.
      mainFields: ['module', 'main'],
      target: 'node20',
      external,
      logLevel: 'silent',
      banner: { js: commonJsNames },
      plugins: [keepSourceUrls(root, inputs)],
    });
    const entry = `${folder}/cli.mjs`;
    writeManifest(cache, { entry, inputs });
    return entry;
  } finally {
    await esbuild.stop();
    removeOldBundles(cache, folder);
  }
}

/** What bundled CommonJS packages expect to find. */
const commonJsNames = `
import { createRequire as lockstepCreateRequire } from 'node:module';
import { dirname as lockstepDirname } from 'node:path';
import { fileURLToPath as lockstepFileURLToPath } from 'node:url';
const require = lockstepCreateRequire(import.meta.url);
const __filename = lockstepFileURLToPath(import.meta.url);
const __dirname = lockstepDirname(__filename);`;

/** Our own files find their neighbours through `import.meta.url`: it goes on naming the source file. */
const keepSourceUrls = (root, inputs) => ({
  name: 'keep-source-urls',
  setup(building) {
    building.onLoad({ filter: /\.(ts|json)$/ }, ({ path }) => {
      if (path.includes('node_modules')) return null;
      const text = readFileSync(path, 'utf8');
      inputs[relative(root, path)] = hashOf(text);
      const contents = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: extname(path).slice(1) };
    });
  },
});

function writeManifest(cache, manifest) {
  mkdirSync(cache, { recursive: true });
  const draft = join(cache, `manifest.${randomUUID()}`);
  writeFileSync(draft, JSON.stringify(manifest));
  renameSync(draft, join(cache, 'manifest.json'));
}

/** A command may still be reading a bundle that has just been replaced, so only old ones go. */
function removeOldBundles(cache, current) {
  for (const { name } of readdirSync(cache, { withFileTypes: true }).filter((found) => found.isDirectory())) {
    const folder = join(cache, name);
    if (name !== current && Date.now() - statSync(folder).mtimeMs > oldBundleMs) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
