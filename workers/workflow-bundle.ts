import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const projectDir = fileURLToPath(new URL('..', import.meta.url));

/** The workflows as one file, built once for each version of their sources. */
export async function workflowBundle(cacheDir: string): Promise<{ readonly codePath: string }> {
  const directory = join(cacheDir, 'bundles');
  const codePath = join(directory, `workflows-${sourcesHash()}.js`);
  if (!existsSync(codePath)) {
    const quiet = (): void => undefined;
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(projectDir, 'workflows', 'index.ts'),
      logger: { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
    mkdirSync(directory, { recursive: true });
    const draft = `${codePath}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, codePath);
  }
  return { codePath };
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(projectDir, 'package-lock.json')));
  for (const folder of ['workflows', 'domain']) {
    for (const file of readdirSync(join(projectDir, folder)).sort()) {
      hash.update(file).update(readFileSync(join(projectDir, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 24);
}
