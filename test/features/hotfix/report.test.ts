/** The report of a hotfix: its words, as Markdown and as messages, whatever people wrote. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asMarkdown,
  asMessages,
  type DocumentPart,
} from '../../../src/features/hotfix/document.ts';
import {
  bothTimes,
  durationWords,
  reportOf,
  type ReportFacts,
} from '../../../src/features/hotfix/report.ts';
import { hostileText, pingsIn } from '../../support/hostile.ts';
import { expectTakenMessage, readBlocks } from '../../support/plain-view.ts';

const FACTS: ReportFacts = {
  name: 'Atlas 1.4.2-hotfix',
  zone: 'Europe/Berlin',
  now: '2026-11-18T12:00:00.000Z',
  seen: 'Sign-in is down',
  impact: 'About 2,000 customers cannot sign in',
  affected: '1.4.2',
  criterion: 'production down',
  place: 'improvement',
  since: '2026-11-16T22:50:00.000Z',
  declaredAt: '2026-11-16T23:05:00.000Z',
  declaredBy: 'Noor',
  lead: 'Noor',
  people: ['Noor', 'Ivo'],
  until: '2026-11-17T09:10:00.000Z',
  attempts: 2,
  timeline: [
    { at: '2026-11-16T23:05:00.000Z', text: 'Noor declared the hotfix: Sign-in is down' },
    { at: '2026-11-17T09:10:00.000Z', text: 'Noor ended validation; root cause began' },
  ],
  findings: [
    { kind: 'why_2', text: 'It ran out', by: 'Ivo' },
    { kind: 'why_1', text: 'No certificate', by: 'Noor' },
    { kind: 'cause', text: 'Nothing watches certificates', by: 'Ivo' },
    { kind: 'factor', text: 'It was a weekend', by: 'Ivo' },
    { kind: 'good', text: 'Everybody knew at once', by: 'Noor' },
    { kind: 'bad', text: 'The runbook was out of date', by: 'Noor' },
  ],
  approvals: [
    {
      at: '2026-11-16T23:10:00.000Z',
      who: 'Ivo',
      role: 'technical lead',
      decision: 'approved',
      as: 'deputy',
      forWhom: 'Ines',
      reason: '',
      ended: 'the criterion changed',
    },
    {
      at: '2026-11-16T23:20:00.000Z',
      who: 'Mara',
      role: 'release manager',
      decision: 'approved',
      as: 'break_glass',
      forWhom: null,
      reason: 'Paul is on a plane',
      ended: null,
    },
  ],
  clocks: [
    { clock: 'decision', attempt: 1, usedMinutes: 45, limitMinutes: 30, isRunning: false },
    { clock: 'testing', attempt: 2, usedMinutes: 90, limitMinutes: 480, isRunning: true },
  ],
  checks: [
    { text: 'People can sign in', by: 'Dana', at: '2026-11-17T08:00:00.000Z' },
    { text: 'The key workflows work', by: null, at: null },
  ],
  retro: { startsAt: '2026-11-18T09:00:00.000Z', heldAt: null },
  actions: [
    { text: 'Watch certificates', owner: 'Ivo', dueOn: '2026-11-24', doneAt: null },
    {
      text: 'Mend the runbook',
      owner: 'Dana',
      dueOn: '2026-11-20',
      doneAt: '2026-11-17T23:30:00.000Z',
    },
  ],
};
const BARE: ReportFacts = {
  ...FACTS,
  place: 'testing',
  until: null,
  attempts: 1,
  findings: [],
  approvals: [],
  clocks: [],
  checks: [],
  retro: null,
  actions: [],
  lead: null,
  people: [],
};

describe('the report', () => {
  it.each<[string, ReportFacts]>([
    ['of a hotfix that was gone through', FACTS],
    ['of one that runs', BARE],
    ['of a cancelled one', { ...BARE, place: 'cancelled', until: FACTS.until }],
  ])('%s', (_, facts) => {
    expect(asMarkdown(reportOf(facts))).toMatchSnapshot();
  });

  it('says times on the project’s clock and in UTC, also over midnight and a changed clock', () => {
    expect(bothTimes('Europe/Berlin', '2026-10-24T22:30:00.000Z')).toBe(
      'Sun 25 Oct 2026 00:30 (Sat 24 Oct 22:30 UTC)',
    );
    expect(bothTimes('Europe/Berlin', '2026-10-25T00:30:00.000Z')).toContain('02:30 (00:30 UTC)');
    expect(bothTimes('Europe/Berlin', '2026-10-25T01:30:00.000Z')).toContain('02:30 (01:30 UTC)');
  });

  it.each([
    [0, '0 minutes'],
    [60_000, '1 minute'],
    [3 * 3600_000, '3 hours'],
    [25 * 3600_000 + 5 * 60_000, '1 day 1 hour'],
    [-5, '0 minutes'],
  ])('%i milliseconds are %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });
});

describe('whatever people wrote', () => {
  const part = fc.oneof(
    fc.record({
      kind: fc.constantFrom<'title' | 'heading' | 'text'>('title', 'heading', 'text'),
      text: hostileText,
    }),
    fc.record({
      kind: fc.constant<'list'>('list'),
      items: fc.array(hostileText, { minLength: 1, maxLength: 60 }),
    }),
  );
  const document = fc.array<DocumentPart>(part, { minLength: 1, maxLength: 30 });

  it('case 24: as Markdown it makes no mark, no line and no mention of its own', () => {
    fc.assert(
      fc.property(document, (parts) => {
        const lines = asMarkdown(parts)
          .split('\n')
          .filter((text) => text !== '');
        const wanted = parts.flatMap((one) => (one.kind === 'list' ? one.items : [one.text]));
        expect(lines.length).toBeLessThanOrEqual(wanted.length);
        for (const text of lines) {
          const bare = text.replace(/^(#{1,2}|-) ?/, '');
          expect(bare).not.toMatch(/(?<!\\)[`*_[\]<>|~#]|@\w/);
          expect(bare).not.toMatch(/^([-+=]|\d+[.)])/);
        }
      }),
    );
  });

  it('case 24: as messages it is within Slack’s limits and pings nobody', () => {
    fc.assert(
      fc.property(document, hostileText, (parts, name) => {
        for (const message of asMessages(name, parts, 'The rest is elsewhere.')) {
          expectTakenMessage(message);
          expect(pingsIn(message)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('nothing is lost where it is split, and where it is cut it says so', () => {
    const items = Array.from({ length: 300 }, (_, at) => `Entry ${at}. ${'x'.repeat(120)}`);
    const words = (many: number): string =>
      asMessages('A', [{ kind: 'list', items: items.slice(0, many) }], 'The rest is elsewhere.')
        .map(({ blocks }) => readBlocks(blocks))
        .join('\n');
    for (const item of items) expect(words(300)).toContain(item);
    const cut = asMessages(
      'A',
      [{ kind: 'list', items: [...items, ...items] }],
      'The rest is elsewhere.',
    );
    expect(cut).toHaveLength(6);
    expect(readBlocks(cut.at(-1)?.blocks ?? [])).toContain('The rest is elsewhere.');
  });
});
