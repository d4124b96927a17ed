import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plantTree, projectRoot, type PlantedTree } from './planted-tree.ts';

const passing = "import { test } from 'vitest';\ntest('passes', () => {});\n";
const scripts = ['test.mjs', 'run-vitest.mjs', 'run-child.mjs', 'leftover-processes.mjs'];
const sleeper = `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' }); child.unref();`;

let tree: PlantedTree;
let child: ChildProcess | null = null;

/** The set-up and the checks have tests of their own: here they are one passed and one failed check. */
beforeEach(() => {
  tree = plantTree(
    {
      'package.json': '{ "type": "module" }',
      'vitest.config.js': "export default { test: { include: ['test/**/*.test.js'] } };\n",
      'scripts/bootstrap.mjs': 'export const ensureDependencies = async () => {};\n',
      'scripts/check.mjs':
        "export const runChecks = async () => [{ name: 'a', passed: true }, { name: 'b', passed: !process.env.BREAK }];\n",
    },
    scripts.map((file) => `scripts/${file}`),
  );
  symlinkSync(join(projectRoot, 'node_modules'), join(tree.root, 'node_modules'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  tree.remove();
});

test('counts tests and checks on a last line alone', async () => {
  const files = { 'test/a.test.js': `${passing}test('again', () => {});\ntest.skip('later', () => {});\n` };
  expect(await run(files)).toMatchObject({ code: 0, lastLine: '4 passed, 0 failed, 1 skipped' });
});

test('arguments reach vitest', async () => {
  const files = { 'test/a.test.js': passing, 'test/b.test.js': "throw new Error('not me');\n" };
  expect(await run(files, {}, ['test/a'])).toMatchObject({ code: 0, lastLine: '3 passed, 0 failed' });
});

describe('no failure hides', () => {
  test.each<[title: string, files: Record<string, string>, env: Record<string, string>, lastLine: string]>([
    [
      'a failed test',
      { 'test/a.test.js': `${passing}test('fails', () => { throw new Error('x'); });\n` },
      {},
      '3 passed, 1 failed',
    ],
    ['a failed check', { 'test/a.test.js': passing }, { BREAK: '1' }, '2 passed, 1 failed'],
    [
      'a file that cannot be loaded',
      { 'test/a.test.js': passing, 'test/b.test.js': "import './gone.js';\n" },
      {},
      '3 passed, 1 failed',
    ],
    [
      'an error outside every test',
      {
        'test/a.test.js': `${passing}setTimeout(() => { throw new Error('late'); });\ntest('waits', () => new Promise((r) => setTimeout(r, 200)));\n`,
      },
      {},
      '4 passed, 1 failed',
    ],
    [
      'vitest killed',
      { 'test/a.test.js': `${passing}process.kill(process.ppid, 'SIGKILL');\n` },
      {},
      '2 passed, 1 failed',
    ],
    ['no test at all', {}, {}, '2 passed, 1 failed'],
  ])('%s', async (_title, files, env, lastLine) => {
    const result = await run(files, env);
    expect(result).toMatchObject({ code: 1, lastLine });
  });

  test('a process left behind is a failure: it is named and ended', async () => {
    const { code, lastLine, output } = await run({
      'test/left.cjs': sleeper,
      'test/a.test.js': `import './left.cjs';\n${passing}`,
    });
    const left = /a test left a process behind: (?<pid>\d+): .*setInterval/.exec(output)?.groups?.pid;
    expect([code, lastLine]).toEqual([1, '3 passed, 1 failed']);
    expect(isAlive(Number(left))).toBe(false);
  });
});

describe('with CI=true', () => {
  const CI = { CI: 'true' };
  test('a skip that could be avoided fails', async () => {
    const result = await run({ 'test/a.test.js': `${passing}test.skip('later', () => {});\n` }, CI);
    expect(result).toMatchObject({ code: 1, lastLine: '3 passed, 0 failed, 1 skipped' });
    expect(result.output).toContain('FAILED skipped, which CI=true forbids: later');
  });

  test('a skip that could not is fine', async () => {
    const result = await run(
      { 'test/a.test.js': `${passing}test.skip('money (cannot be had here)', () => {});\n` },
      CI,
    );
    expect(result).toMatchObject({ code: 0, lastLine: '3 passed, 0 failed, 1 skipped' });
  });
});

test('stopped by a signal: tells it, and leaves no process', async () => {
  const files = {
    'test/left.cjs': sleeper,
    'test/a.test.js': `import './left.cjs';\n${passing}console.log('IN THE MIDDLE', process.pid);\ntest('for ever', () => new Promise(() => {}), 1e8);\n`,
  };
  let asked = false;
  const { code, lastLine, output } = await run(files, {}, [], (soFar, program) => {
    if (asked || !soFar.includes('IN THE MIDDLE')) return;
    asked = program.kill('SIGTERM');
  });
  expect(code).toBe(143);
  expect(lastLine).toMatch(/^\d+ passed, [1-9]\d* failed/);
  expect(output).toContain('FAILED stopped by SIGTERM');
  expect(isAlive(Number(/IN THE MIDDLE (\d+)/.exec(output)?.[1]))).toBe(false);
});

async function run(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
  onOutput: (output: string, process: ChildProcess) => void = () => {},
): Promise<{ readonly code: number | null; readonly lastLine: string | undefined; readonly output: string }> {
  for (const [file, text] of Object.entries(files)) writeIn(tree.root, file, text);
  return await new Promise((resolve) => {
    let output = '';
    const { CI: _ci, VITEST: _vitest, ...clean } = process.env;
    const program = spawn(process.execPath, [join(tree.root, 'scripts/test.mjs'), ...args], {
      env: { ...clean, NO_COLOR: '1', ...env },
    });
    child = program;
    for (const stream of [program.stdout, program.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        onOutput(output, program);
      });
    }
    program.once('close', (code) => resolve({ code, lastLine: output.trimEnd().split('\n').at(-1), output }));
  });
}

function writeIn(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** A zombie that waits for its parent is dead. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
