import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Home, openHome } from '../../workers/home.ts';

/** An empty home that is removed after the test. */
export function homeOfTest(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-home-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return openHome(join(folder, 'home'));
}
