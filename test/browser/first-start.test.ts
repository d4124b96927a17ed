import { afterAll, beforeAll, describe, test } from 'vitest';
import { becomeFirstOwner } from './support/people.ts';
import { runLockstep, type RunningLockstep } from './support/running-lockstep.ts';
import { hasBrowser, visits, type Visit } from './support/visits.ts';

describe.skipIf(!hasBrowser())('a first start', () => {
  const browsers = visits();
  let lockstep: RunningLockstep;
  let owner: Visit;
  beforeAll(async () => {
    lockstep = await runLockstep(['anna']);
    owner = await browsers.open();
  });
  afterAll(() => lockstep.close());

  test('the one-time link makes the owner, and nobody becomes owner by it a second time', async () => {
    await becomeFirstOwner(owner.page, lockstep.firstOwnerLink);
    const stranger = await browsers.open();
    await stranger.page.goto(lockstep.firstOwnerLink);
    await stranger.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    console.log((await owner.heard()).map(({ what, eventId }) => `${what} ${eventId}`));
  });
});
