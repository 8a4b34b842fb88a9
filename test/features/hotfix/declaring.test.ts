/** A hotfix is declared: one modal, one alert, and the same incident is not declared twice. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aTown, type Town } from '../../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(() => town.leave());

const FORM = {
  'What is it for Atlas?': 'production down',
  'What is seen?': 'Sign-in is down for EU customers',
  'Who is hit, and how badly?': 'About 2,000 customers cannot sign in',
  'Affected versions': '0.6.2',
};

test('one modal, then the alert stands in the channel of the project', async () => {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits(FORM);
  expect(noor.modalText()).toContain('✓ Atlas 0.6.2-hotfix is declared.');
  expect(noor.reads('#atlas').at(-1)?.text).toMatchInlineSnapshot(`
    "🔴 Hotfix: Sign-in is down for EU customers
    Since {{time} 2026-11-16 08:00 UTC} · production down · Atlas 0.6.2-hotfix · lead Noor
    About 2,000 customers cannot sign in
    ⏳ Decision by {{time} 2026-11-16 08:30 UTC}
    ⏳ Ines (technical lead) · ⏳ Paul (product owner)
    [Review and approve] ⋯(Join, Say how it goes…, Show the timeline, Change it…, Cancel the hotfix…)
    _next update <!date^1794817800^{time}|2026-11-16 08:30 UTC>_"
  `);
});

test('a case that meets no criterion is offered the patch release', async () => {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits({ ...FORM, 'What is it for Atlas?': 'None of these' });
  expect(noor.modalText()).toContain('This is one for a patch release.');
});

test('it is offered as soon as it is chosen, over the form, which stays as it is', async () => {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  const form = noor.modal();
  await noor.pressesInModal('production down');
  expect(noor.modal().id).toBe(form.id);
  await noor.pressesInModal('None of these');
  expect(noor.modalText()).toContain('This is one for a patch release.');
  expect(noor.modal().id).not.toBe(form.id);
  expect(
    town.world.slack
      .as(noor.id)
      .modals()
      .map(({ id }) => id),
  ).toEqual([form.id, noor.modal().id]);
});

test('the same incident, declared by two people within a minute, is offered to join', async () => {
  const [noor, ivo] = [town.person('noor'), town.person('ivo')];
  await noor.types('#atlas', '/hotfix');
  await ivo.types('#atlas', '/hotfix');
  await noor.submits(FORM);
  await ivo.submits(FORM);
  expect(ivo.modalText()).toContain('Is it the same?');
  await ivo.pressesInModal('Join it');
  expect(ivo.modalText()).toContain('In on it Ivo, Noor');
  expect(town.rows('select count(*) as n from hotfix')).toEqual([{ n: 1 }]);
});
