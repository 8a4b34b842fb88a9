/** A private repository, and a channel that another organisation comes to read. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ATLAS_CHANNEL } from '../../src/sandbox/seed/people.ts';
import { berlin, digestsOf, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  town.world.github.world.editRepository('oci-labs/atlas', { isPrivate: true });
  await planAtlas(town);
});
afterEach(() => town.leave());

const TITLE = 'In a private repository';

function inChannel(): string {
  return JSON.stringify(town.world.slack.messages(ATLAS_CHANNEL));
}

test('case 46: what stands with private titles is edited when the channel is shared, and what comes later has none', async () => {
  const titles = town.rows('select title from tracked_item');
  const known = titles
    .map(({ title }) => String(title))
    .filter((title) => inChannel().includes(title));
  expect(known.length).toBeGreaterThan(3);
  await town.world.slack.changes.share(ATLAS_CHANNEL);
  await town.settle();
  expect(inChannel().includes(TITLE)).toBe(true);
  for (const title of known) expect(inChannel().includes(title), title).toBe(false);
  await town.pushTo(berlin('2026-11-20', '15:00'));
  await town.settle();
  expect(digestsOf(town)).toHaveLength(1);
  for (const title of known) expect(inChannel().includes(title), title).toBe(false);
});
