/** A week with sixty members over a Slack that counts every call. */
import { afterEach, expect, test } from 'vitest';
import { rememberPerson } from '../../src/release/people.ts';
import { projectsOf } from '../../src/release/projects.ts';
import { saveProject } from '../../src/release/save-project.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { channelOf, berlin, digestsOf, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
afterEach(async () => {
  await town.leave();
});

const CROWD = Array.from({ length: 53 }, (_, index) => {
  const number = String(index + 1).padStart(2, '0');
  return {
    ...PEOPLE.ivo,
    id: `U0CROWD${number}`,
    name: `crowd${number}`,
    realName: `Crowd ${number}`,
  };
});

/** Fifty-three more people in Slack, in the channel and in the project: sixty with the seven. */
async function fillTown(): Promise<void> {
  const { slack } = town.world;
  for (const person of CROWD) {
    slack.addPerson(person);
    await slack.changes.inviteTo('C0ATLAS', person.id);
  }
  const { store } = town.bot();
  const [project] = await projectsOf(store.db, slack.teamId);
  if (!project) throw new Error('Atlas is not set up');
  const repositories = project.repositories.map((one) => ({ ...one, isPrivate: false }));
  const members = [...project.members, ...CROWD.map(({ id }) => id)];
  await store.transact(town.clock.now(), async (tx) => {
    for (const person of CROWD)
      await rememberPerson(tx, slack.teamId, { ...person, isDeactivated: false, isOutside: false });
    await saveProject(tx, { ...project, repositories, members }, PEOPLE.mara.id);
  });
}

/** Goes on to an instant, and gives Slack and the bot the real seconds that they need at each stop. */
async function liveTo(instant: string): Promise<void> {
  for (;;) {
    const next = await town.time.next();
    await town.settle();
    if (next === null || next.at >= instant) break;
    await town.pushTo(next.at);
  }
  await town.pushTo(instant);
  await town.settle();
}

test('case 6: sixty people are asked and a digest is posted, and whoever is told to wait waits', async () => {
  town = await aTown({ isStrict: true, start: '2026-11-18T08:00:00.000Z' });
  await fillTown();
  await planAtlas(town);
  await liveTo(berlin('2026-11-20', '18:00'));
  const asked = CROWD.filter(({ id }) => town.posts.some(({ place }) => place === id));
  expect(asked).toHaveLength(CROWD.length);
  expect(digestsOf(town)).toHaveLength(1);
  expect(channelOf(town).length).toBeGreaterThan(1);
  const keys = town.posts.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(
    town.rows("select key, state, reason from message where state not in ('sent', 'skipped')"),
  ).toEqual([]);
  // Sixty direct channels to be opened and sixty questions to be closed are more than a minute of Slack's
  // tier 3. They wait by themselves: nothing is ever sent away.
  const told = town.world.slack.calls().filter(({ error }) => error === 'ratelimited');
  expect(told).toEqual([]);
  expect(town.troubles).toEqual([]);
}, 60_000);
