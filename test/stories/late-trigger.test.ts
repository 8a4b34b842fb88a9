/** A window that Slack no longer lets us open: the person presses once more, and it opens. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(() => town.leave());

type TooLate = 'expired_trigger_id' | 'exchanged_trigger_id';

function tooLate(error: TooLate): void {
  town.world.slack.faults.add({ method: 'views.open', kind: 'refused', error, times: 1 });
}

describe.each<TooLate>(['expired_trigger_id', 'exchanged_trigger_id'])('%s', (code) => {
  test('case 14: after a command: only the person reads so, with a button that opens the window', async () => {
    tooLate(code);
    const mara = town.person('mara');
    await mara.types('#atlas', '/release plan');
    const said = mara.reads('#atlas').at(-1);
    expect(said?.text).toContain('Nothing is lost: please press again.');
    expect(said?.raw.ephemeralTo).toBe(mara.id);
    await mara.presses('#atlas', 'Open it now');
    expect(mara.modal().title).toBe('Plan a release');
  });
});

test('case 14: after a press: the button does what the first one does', async () => {
  await planAtlas(town);
  tooLate('expired_trigger_id');
  const dana = town.person('dana');
  await dana.presses('#atlas', 'Open plan');
  expect(dana.reads('#atlas').at(-1)?.raw.ephemeralTo).toBe(dana.id);
  await dana.presses('#atlas', 'Open it now');
  expect(dana.modalText()).toContain('Calendar');
});

test('case 14: after a shortcut, which has no place: by direct message', async () => {
  tooLate('expired_trigger_id');
  const mara = town.person('mara');
  await town.world.slack.as(mara.id).shortcut('plan.start');
  await town.quiet();
  await mara.presses('@slipway', 'Open it now');
  expect(mara.modal().title).not.toBe('');
});
