/** App Home through the real bot: who sees what, and that it follows what happens. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import { shared } from '../../../src/release/tables.ts';
import { readBlocks } from '../../support/plain-view.ts';
import { aTown, type Town } from '../../support/town.ts';
import type { TownPerson } from '../../support/town-person.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(async () => {
  await town.leave();
});

async function plan(by: TownPerson): Promise<void> {
  await by.types('#atlas', '/release plan');
  await by.submits();
  await by.submits();
}
/** What stands on a person's Home now, without opening it anew. */
const standing = (person: TownPerson): string =>
  readBlocks(town.world.slack.as(person.id).home()?.blocks ?? []);
const published = () =>
  town.world.slack.calls().filter(({ method }) => method === 'views.publish').length;
const later = (minutes: number) => town.pushTo(plusMinutes(town.clock.now(), minutes));

describe('who sees what', () => {
  test('a member, somebody new, and a release manager who is an admin', async () => {
    const [mara, ivo] = [town.person('mara'), town.person('ivo')];
    await plan(mara);
    const member = await ivo.opensHome();
    expect(member).toMatch(/^Nothing waits for you\.\n# Your release\n/);
    expect(member).toContain('Next: alpha Fri 20 Nov');
    expect(member).toContain('[Status] [Open plan]');
    expect(member).not.toContain('Open the ledger');
    expect(member).not.toContain('[Settings]');

    const manager = await mara.opensHome();
    expect(manager).toContain('[Plan a release] [Settings]');
    expect(manager).toMatch(/\d+ due · \d+ sent · 0 skipped · 0 failed/);
    expect(manager).toMatch(/# GitHub\n✓ oci-labs\/atlas · read .* · \d+ API points used so far/);

    const { slack } = town.world;
    const known = slack.people().find(({ id }) => id === ivo.id);
    if (known === undefined) throw new Error('Ivo is gone');
    slack.addPerson({ ...known, id: 'U0NEW', name: 'Ada' });
    await slack.as('U0NEW').openHome();
    await town.quiet();
    expect(readBlocks(slack.as('U0NEW').home()?.blocks ?? [])).toContain(
      'You are on no project’s list.',
    );
    expect(town.rows("select name from person where id = 'U0NEW'")).toEqual([{ name: 'Ada' }]);
  });

  test('the buttons lead where they say', async () => {
    const mara = town.person('mara');
    await plan(mara);
    await mara.opensHome();
    await mara.pressesAtHome('Settings');
    expect(mara.modalText()).toContain('GitHub repositories: oci-labs/atlas');
    await mara.pressesAtHome('Plan a release');
    expect(mara.modalText()).toContain('Version');
    await mara.pressesAtHome('Status');
    await mara.pressesAtHome('Open plan');
    expect(mara.modalText()).toContain('alpha');
  });
});

describe('the ledger', () => {
  test('is turned page by page, in each state', async () => {
    const mara = town.person('mara');
    await plan(mara);
    await mara.opensHome();
    await mara.pressesAtHome('Open the ledger');
    expect(mara.modalText()).toContain('[⏳ Due (shown)]');
    const first = mara.modalText();
    await mara.pressesInModal('Show more');
    expect(mara.modalText()).not.toBe(first);
    await mara.pressesInModal('Back');
    expect(mara.modalText()).toBe(first);
    await mara.pressesInModal('✓ Sent');
    expect(mara.modalText()).toContain('✓ plan card, Atlas 0.7.0 · ');
    await mara.pressesInModal('⛔ Failed');
    expect(mara.modalText()).toContain('Nothing has failed.');
  });

  test('says why something failed', async () => {
    const mara = town.person('mara');
    town.world.slack.faults.add({
      method: 'chat.postMessage',
      kind: 'refused',
      error: 'no_text',
      times: 1,
    });
    await plan(mara);
    await town.quiet();
    expect(await mara.opensHome()).toMatch(/⛔ plan card, Atlas 0\.7\.0 · .*: .*no_text/);
  });

  test('stays closed to whoever is no admin any more', async () => {
    const paul = town.person('paul');
    const makeAdmin = (is: 0 | 1) =>
      town
        .bot()
        .store.transact(town.clock.now(), (tx) =>
          shared(tx.db)
            .updateTable('person')
            .set({ is_admin: is })
            .where('id', '=', paul.id)
            .execute(),
        );
    await makeAdmin(1);
    await paul.opensHome();
    await makeAdmin(0);
    await paul.pressesAtHome('Open the ledger');
    expect(paul.modalText()).toMatch(/^The ledger is for admins of this workspace/);
    expect(await paul.opensHome()).not.toContain('Open the ledger');
  });
});

describe('it follows what happens', () => {
  test('whoever acts sees it at once', async () => {
    const mara = town.person('mara');
    await mara.opensHome();
    expect(standing(mara)).toContain('no release on its way');
    await plan(mara);
    await vi.waitFor(() => expect(standing(mara)).toContain('Your release'));
  });

  test('the others with the next beat, once, however much happened', async () => {
    const [mara, ivo] = [town.person('mara'), town.person('ivo')];
    await ivo.opensHome();
    await plan(mara);
    expect(standing(ivo)).not.toContain('Your release');
    const before = published();
    await later(1);
    expect(standing(ivo)).toContain('Your release');
    expect(published()).toBe(before + 1);
    await later(1);
    expect(published()).toBe(before + 1);
  });

  test('nobody who never opened it, or not for two weeks', async () => {
    const [mara, ivo] = [town.person('mara'), town.person('ivo')];
    await later(1);
    expect(published()).toBe(0);
    await ivo.opensHome();
    await later(15 * 24 * 60);
    const before = published();
    await plan(mara);
    await later(1);
    expect(published()).toBe(before);
  });

  test('a Slack that is away is tried again', async () => {
    const [mara, ivo] = [town.person('mara'), town.person('ivo')];
    await ivo.opensHome();
    await plan(mara);
    town.world.slack.faults.add({ method: 'views.publish', kind: 'rate-limited', times: 1 });
    await later(1);
    expect(standing(ivo)).not.toContain('Your release');
    await later(1);
    expect(standing(ivo)).toContain('Your release');
  });

  test('a check-in that is answered on Home leaves it', async () => {
    const [mara, ivo] = [town.person('mara'), town.person('ivo')];
    await plan(mara);
    await town.pushTo('2026-11-19T09:00:00.000Z');
    expect(await ivo.opensHome()).toMatch(/^# Waiting for you\nWill Atlas 0\.7\.0 ship/);
    await ivo.pressesAtHome('Likely');
    await vi.waitFor(() => expect(standing(ivo)).not.toContain('[Likely]'));
  });
});
