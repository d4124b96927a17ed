import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lockFile = new URL('../../package-lock.json', import.meta.url);
const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Readonly<Record<string, Locked>> };

/** Where Node would look for `name` from the package at `path`, nearest first. */
function placesOf(name: string, path: string): readonly string[] {
  const parent = path.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '');
  const here = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  return path === '' ? [here] : [here, ...placesOf(name, parent)];
}

test('npm ci refuses no machine: the native packages of every platform are locked', () => {
  const lacking = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !placesOf(name, path).some((place) => packages[place]?.version)),
  );
  expect(lacking).toEqual([]);
});
