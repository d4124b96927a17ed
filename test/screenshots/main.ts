import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { chromiumHint, ensureChromium } from '../../scripts/chromium.mjs';
import type { TradeView } from '../../server/lockstep.ts';
import { browserAt } from '../server/browser.ts';
import { take, type Scene } from './camera.ts';
import { master, users } from './cast.ts';
import { beforeAnOwner, ofEveryDay, ofFirstStart, type Shot } from './shots.ts';
import { done, openStage, withOwner, type EmptyStage } from './stage.ts';
import { memberPassword, playStory } from './story.ts';

/**
 * Every page in both themes, of a real `up --simulator` in which people really traded play money.
 * Arguments: names of shots to take, such as `overview`, none: all of them; `--minutes N`, how long they trade.
 */
const { values, positionals: only } = parseArgs({
  options: { minutes: { type: 'string', default: '3' } },
  allowPositionals: true,
});
const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const chosen = (shots: readonly Shot[]): readonly Shot[] =>
  only.length === 0 ? shots : shots.filter(({ name }) => only.includes(name));

async function firstStart(browser: Browser): Promise<void> {
  if (chosen([...beforeAnOwner, ...ofFirstStart]).length === 0) return;
  await onStage(await openStage(master, []), async (empty) => {
    const scene = { url: empty.url, folder, told: { ...nothingTold, firstOwnerPath: pathOf(empty.firstOwnerLink) } };
    for (const shot of chosen(beforeAnOwner)) await take(browser, { ...scene, cookieOf: () => '' }, shot);
    const { owner } = await withOwner(empty);
    for (const shot of chosen(ofFirstStart)) await take(browser, { ...scene, cookieOf: () => owner.cookie }, shot);
  });
}

async function everyDay(browser: Browser): Promise<void> {
  if (chosen(ofEveryDay).length === 0) return;
  await onStage(await openStage(master, users), async (empty) => {
    const stage = await withOwner(empty);
    const { joinToken, otherJoinToken } = await playStory(stage, Number(values.minutes));
    const { trades } = await done<{ trades: readonly TradeView[] }>(stage.owner, 'GET', '/trades?limit=1');
    const member = await browserAt(`${stage.url}/api`);
    await done(member, 'POST', '/join', { token: joinToken, password: memberPassword });
    const scene: Scene = {
      url: stage.url,
      folder,
      told: {
        firstOwnerPath: pathOf(empty.firstOwnerLink),
        joinPath: `/join#token=${otherJoinToken}`,
        latestTradePath: `/trades/${encodeURIComponent(trades[0]?.intentId ?? '')}`,
      },
      cookieOf: (who) => ({ owner: stage.owner.cookie, member: member.cookie, nobody: '' })[who],
    };
    for (const shot of chosen(ofEveryDay)) await take(browser, scene, shot);
  });
}

const nothingTold = { firstOwnerPath: '/', joinPath: '/', latestTradePath: '/' };
const pathOf = (link: string): string => link.slice(new URL(link).origin.length);

async function onStage(stage: EmptyStage, play: (stage: EmptyStage) => Promise<void>): Promise<void> {
  await play(stage).finally(() => stage.close());
}

const executablePath = ensureChromium(process.env);
if (executablePath === null) {
  console.error(`NO SCREENSHOTS: there is no Chromium here; ${chromiumHint}`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
try {
  await firstStart(browser);
  await everyDay(browser);
  console.log(`in ${folder}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await browser.close();
}
