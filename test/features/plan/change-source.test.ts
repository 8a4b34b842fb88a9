/** A planned release counts something else from now on: GitHub is asked first, and everybody reads what it did. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countedWords, sourceModal } from '../../../src/features/plan/source-modal.ts';
import { draftFrom } from '../../../src/features/plan/draft.ts';
import { milestoneChoices } from '../../../src/features/plan/github-milestones.ts';
import { berlin, digestsOf, planAtlas } from '../../support/atlas.ts';
import { HOSTILE_TEXTS } from '../../support/hostile.ts';
import { expectTakenModal } from '../../support/plain-view.ts';
import { aTown, type Town } from '../../support/town.ts';

const ATLAS = 'oci-labs/atlas';
const SEARCH = 'Or a GitHub search';
const MILESTONE = 'GitHub milestone';

let town: Town;
describe('in the town', () => {
  beforeEach(async () => {
    town = await aTown();
    const { world } = town.world.github;
    world.addLabel(ATLAS, { name: 'stability' });
    for (const number of [85, 90, 97]) world.editIssue(ATLAS, number, { labels: ['stability'] });
    await planAtlas(town);
  });
  afterEach(() => town.leave());

  const open = async (): Promise<void> => {
    await town.person('mara').presses('#atlas', 'Open plan');
    await town.person('mara').pressesInModal('Change what is counted');
  };
  const source = () =>
    JSON.parse(String(town.rows('select source from release')[0]?.['source'])) as object;
  const counted = () =>
    town
      .rows(
        'select number from scope_item s join tracked_item t on t.id = s.item_id where removed_at is null order by number',
      )
      .map(({ number }) => Number(number));
  const changes = () =>
    town
      .rows("select actor, detail from journal where event = 'release.source_changed'")
      .map(({ actor, detail }) => ({ actor, ...(JSON.parse(String(detail)) as object) }));

  test('to a search: what comes and goes is counted, noted, in the plan, the history and the next digest', async () => {
    const mara = town.person('mara');
    const before = counted();
    await town.pushTo(berlin('2026-11-18', '10:00'));
    await open();
    expect(mara.modalText()).toContain(`${before.length} items counted now`);
    await mara.submits({
      [MILESTONE]: '',
      [SEARCH]: 'label:stability',
      Why: 'Only these are left',
    });
    const left = before.filter((number) => ![85, 90, 97].includes(number)).length;
    const came = 3 - (before.length - left);
    expect(counted()).toEqual([85, 90, 97]);
    expect(mara.modalText()).toContain(
      `3 items count now, ${before.length} before: ${came} came in, ${left} left.`,
    );
    expect(changes()).toEqual([
      {
        actor: mara.id,
        from: 'GitHub milestone 0.7.0',
        to: 'search “label:stability”',
        reason: 'Only these are left',
        came,
        left,
      },
    ]);
    await mara.types('#atlas', '/release history');
    expect(mara.modalText()).toContain('Mara changed what is counted from GitHub milestone 0.7.0');
    town.world.github.world.editIssue(ATLAS, 113, { labels: ['stability'] });
    await town.pushTo(berlin('2026-11-20', '15:05'));
    await town.settle();
    expect(counted()).toEqual([85, 90, 97, 113]);
    expect(digestsOf(town).join()).toContain(
      `what is counted changed, +${came} −${left} (Mara: Only these are left)`,
    );
    expect(digestsOf(town).join()).toContain('what is counted was changed');
  });

  test('nothing is saved that GitHub refuses, that counts nothing, or that is counted already', async () => {
    const mara = town.person('mara');
    const [scope, before] = [counted(), source()];
    const typed = { [MILESTONE]: '', Why: 'A try' };
    await open();
    await mara.submits({ ...typed, [SEARCH]: 'is:nonsense' });
    expect(mara.modalText()).toContain('⛔');
    expect(mara.modalText()).toContain('A try');
    await mara.submits({ ...typed, [SEARCH]: 'label:nobody-has-it' });
    expect(mara.modalText()).toContain('No issue of this project would count');
    await mara.submits({ ...typed, [SEARCH]: '' });
    expect(Object.values(mara.modal().errors ?? {})[0]).toContain('Choose a GitHub milestone');
    await mara.submits({ [MILESTONE]: '0.7.0', [SEARCH]: '', Why: 'A try' });
    expect(Object.values(mara.modal().errors ?? {})[0]).toContain('counted already');
    expect([counted(), source(), changes()]).toEqual([scope, before, []]);
  });

  test('while GitHub is away nothing is changed, and what was typed stays', async () => {
    const mara = town.person('mara');
    await open();
    town.world.github.faults.standing('bad-credentials');
    await mara.submits({ [MILESTONE]: '', 'Or labels': ['stability'], Why: 'A rename' });
    expect(mara.modalText()).toContain('Nothing is changed yet.');
    town.world.github.faults.clear();
    expect(changes()).toEqual([]);
    await mara.submits();
    expect(source()).toEqual({ kind: 'labels', labels: ['stability'] });
  });

  test('only those who run the release may, and they read who that is', async () => {
    await town.person('ivo').presses('#atlas', 'Open plan');
    expect(town.person('ivo').modalText()).not.toContain('Change what is counted');
  });
});

test('case 24: the form stays within Slack’s limits, whatever GitHub’s names are', () => {
  const titles = Array.from(
    { length: 400 },
    (_, at) => `${HOSTILE_TEXTS[at % HOSTILE_TEXTS.length]}${at}`,
  );
  const choices = milestoneChoices(
    titles.map((title, number) => ({
      repository_id: 'R_1',
      number,
      title,
      description: '',
      due_on: null,
      is_open: 1 as const,
      open_items: 2,
      read_at: '2026-11-20T13:58:00.000Z',
    })),
  );
  const draft = draftFrom('prj_1', { milestone: 'R_1#399', search: 'x'.repeat(256) });
  const view = sourceModal(
    draft,
    { choices, labels: titles },
    {
      name: titles[0] ?? '',
      items: 5000,
      metadata: '{}',
      reason: 'r'.repeat(400),
      trouble: titles.join(' ').slice(0, 500),
      mistakes: { search: 'No.', milestone: 'No.', reason: 'No.' },
    },
  );
  expectTakenModal(view);
  expect(countedWords(5000, 1, 2)).toBe('4999 items count now, 5000 before: 1 came in, 2 left.');
});
