/** Which reports hide something, and what is hidden of them: by what is known of each repository now. */
import { describe, expect, test } from 'vitest';
import { composeReport } from '../../../src/features/report/compose.ts';
import { forOutsiders } from '../../../src/features/report/gather.ts';
import type { ItemName } from '../../../src/features/report/item-name.ts';
import { hidesSomething, redactReport, withPrivacy } from '../../../src/features/report/redact.ts';
import type { ScopeItem } from '../../../src/release/items.ts';
import { anItem, aVoice } from '../../support/builders.ts';
import { someFacts } from './some-facts.ts';

const OPEN = anItem({ id: 'open', title: 'Rootless mode for everybody' });
const SECRET = anItem({ id: 'secret', title: 'Plug in the rival', isPrivate: true });

const report = (scope: readonly ScopeItem[], voice = aVoice()) =>
  composeReport(someFacts({ scope, voice }));
const nothingKnown = (): undefined => undefined;

/** As stored before it was kept of each item whether it is private. */
function unknown(read: ReturnType<typeof report>): ReturnType<typeof report> {
  const items = read.items.map(({ isPrivate: _known, ...item }): ItemName => item);
  return { ...read, items };
}

describe('case 46: what a report hides from outsiders', () => {
  test('case 46: public repositories hide nothing, so nobody has to ask who reads', () => {
    expect(hidesSomething(report([OPEN]))).toBe(false);
    expect(forOutsiders(report([OPEN]))).toBeNull();
  });

  test('case 46: private ones and those of which nothing is known hide, whatever repositories the project has now', () => {
    expect(hidesSomething(report([OPEN, SECRET]))).toBe(true);
    const old = unknown(report([OPEN]));
    expect(hidesSomething(old)).toBe(true);
    expect(forOutsiders(old)?.items[0]?.title).toBe('In a private repository');
  });

  test('case 46: what was answered about private work hides, also when no item is named', () => {
    const voice = aVoice({
      risks: [{ userId: 'U1', text: 'late', mitigation: '', isPrivate: true }],
    });
    expect(hidesSomething(report([OPEN], voice))).toBe(true);
    expect(redactReport(report([OPEN], voice)).voice.risks).toEqual([]);
  });

  test('case 46: made private since: its title goes, also out of words that were written before', () => {
    const said = `${OPEN.title} waits for the host`;
    const voice = aVoice({
      accomplishments: [{ userId: 'U1', text: said }],
      risks: [{ userId: 'U1', text: 'host', mitigation: said }],
      focus: [{ userId: 'U1', text: said }],
    });
    const before = report([OPEN], voice);
    expect(hidesSomething(before)).toBe(false);
    const now = withPrivacy(before, (id) => id === OPEN.id);
    expect(JSON.stringify(redactReport(now))).not.toContain(OPEN.title);
    expect(JSON.stringify(now)).toContain(OPEN.title);
  });

  test('case 46: made public since: nothing is hidden any more', () => {
    expect(forOutsiders(withPrivacy(report([SECRET]), () => false))).toBeNull();
  });

  test('case 46: an item that is not known any more stays as it was', () => {
    const kept = withPrivacy(report([SECRET]), nothingKnown);
    expect(forOutsiders(kept)?.items[0]?.title).toBe('In a private repository');
    expect(hidesSomething(withPrivacy(unknown(report([OPEN])), nothingKnown))).toBe(true);
  });
});
