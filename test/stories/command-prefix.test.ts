/** Another app owns `/release`: ours have a prefix, and no text names one that is not there. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prefixCommands } from '../../src/base/command-names.ts';
import { berlin, digestsOf } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
const seen: string[] = [];
beforeEach(async () => {
  prefixCommands('acme-');
  seen.length = 0;
  town = await aTown();
});
afterEach(async () => {
  await town.leave();
  prefixCommands('');
});

/** Commands that a text names without the prefix. */
const bare = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w/-])\/(release|checkin|hotfix)\b[^\n]{0,40}/g)].map(([found]) => found);

test('from the plan to the digest by the prefixed commands, which every text names', async () => {
  const mara = town.person('mara');
  const ivo = town.person('ivo');
  const note = (...texts: readonly string[]): void => void seen.push(...texts);
  const look = (): void =>
    note(...['#atlas', '@slipway'].flatMap((place) => mara.reads(place).map(({ text }) => text)));
  for (const word of ['help', 'plam', 'status', '', 'history', 'ship', 'close', 'timeline']) {
    await mara.types('#atlas', `/acme-release ${word}`);
    look();
  }
  for (const word of ['help', 'status', 'lits', 'list']) {
    await mara.types('#atlas', `/acme-hotfix ${word}`);
    look();
  }
  await mara.types('@slipway', '/acme-hotfix deputies');
  note(mara.modalText());
  await mara.types('#atlas', '/acme-release plan');
  note(mara.modalText());
  await mara.submits({ Theme: 'Container stability' });
  note(mara.modalText());
  await mara.submits();
  look();
  for (const line of ['help', 'pause', 'pause until yesterday', 'resume', 'history']) {
    await ivo.types('@slipway', `/acme-checkin ${line}`);
    note(...ivo.reads('@slipway').map(({ text }) => text));
  }
  await town.pushTo(berlin('2026-11-19', '11:00'));
  await ivo.presses('@slipway', 'Likely');
  await ivo.presses('@slipway', 'What is this?').catch(() => undefined);
  note(...ivo.reads('@slipway').map(({ text }) => text));
  note(await mara.opensHome(), await ivo.opensHome());
  await town.pushTo(berlin('2026-11-20', '15:00'));
  look();
  note(...ivo.reads('@slipway').map(({ text }) => text));
  expect(digestsOf(town)).toHaveLength(1);
  expect(seen.join('\n')).toContain('/acme-release plan');
  expect(seen.join('\n')).toContain('/acme-checkin');
  expect(seen.join('\n')).toContain('/acme-hotfix');
  expect(bare(seen.join('\n'))).toEqual([]);
});
