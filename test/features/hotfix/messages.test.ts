/** What people read of a hotfix: its shapes, and that no text from outside breaks or pings. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertMessage, forOutsiders, type AlertFacts } from '../../../src/features/hotfix/alert.ts';
import { askMessage } from '../../../src/features/hotfix/ask-words.ts';
import { packWhere, unpackWhere } from '../../../src/features/hotfix/metadata.ts';
import { ROAD, type Place } from '../../../src/features/hotfix/road.ts';
import { roomModal } from '../../../src/features/hotfix/room.ts';
import { newsDueMessage, newsOverMessage } from '../../../src/features/hotfix/news.ts';
import { updateMessage } from '../../../src/features/hotfix/say-update.ts';
import { warningMessage } from '../../../src/features/hotfix/warn.ts';
import { awaitedWords, warningOver } from '../../../src/features/hotfix/warn-words.ts';
import { summaryBlocks, type SummaryFacts } from '../../../src/features/hotfix/summary.ts';
import { hostileText, pingsIn } from '../../support/hostile.ts';
import { expectTakenMessage, expectTakenModal, readBlocks } from '../../support/plain-view.ts';

const NOW = '2026-11-16T08:00:00.000Z';
const FACTS: AlertFacts = {
  id: 'hfx_1',
  name: 'Atlas 1.4.2-hotfix',
  seen: 'Sign-in is down for EU customers',
  impact: 'About 2,000 customers cannot sign in',
  criterion: 'production down',
  since: NOW,
  place: 'decision',
  attempt: 1,
  lead: 'Noor',
  seats: [
    { role: 'technical lead', names: ['Ines'], state: 'approved' },
    { role: 'product owner', names: [], state: 'open' },
  ],
  clockEnds: { at: '2026-11-16T08:30:00.000Z', deed: 'decide', isOver: false },
  nextUpdateAt: '2026-11-16T08:30:00.000Z',
  endedAt: null,
  endedReason: null,
  failedReason: null,
  brokenGlass: null,
};
const ENDED = { endedAt: NOW, clockEnds: null, nextUpdateAt: null };

describe('the alert', () => {
  it.each<[string, Partial<AlertFacts>]>([
    ['the decision', {}],
    ['a late decision', { clockEnds: { at: NOW, deed: 'decide', isOver: true } }],
    ['a second try', { place: 'testing', attempt: 2, brokenGlass: 'Mara' }],
    ['what follows', { place: 'root_cause', clockEnds: null, nextUpdateAt: null, lead: null }],
    ['the end', { place: 'closed', endedReason: 'Everything is done.', ...ENDED }],
    ['a cancelled one', { place: 'cancelled', endedReason: 'A false alarm', ...ENDED }],
  ])('at %s', (_what, over) => {
    const message = alertMessage({ ...FACTS, ...over });
    expect(`${message.text}\n---\n${readBlocks(message.blocks)}`).toMatchSnapshot();
  });

  it('for outsiders says where it stands and not what is wrong', () => {
    const message = alertMessage(forOutsiders(FACTS));
    expect(`${message.text}\n---\n${readBlocks(message.blocks)}`).toMatchSnapshot();
  });

  it('names the reasons of a no, of going ahead and of a failed fix, and none of them to outsiders', () => {
    const seat = { role: 'product owner', names: ['Paul'], state: 'declined' } as const;
    const told = { place: 'development', attempt: 2, failedReason: 'Sessions end' } as const;
    const facts: AlertFacts = {
      ...FACTS,
      ...told,
      seats: [{ ...seat, reason: 'A restart helps' }],
    };
    const ahead: AlertFacts = { ...facts, brokenGlass: 'Mara', brokenReason: 'On a plane' };
    const read = (alert: AlertFacts) => readBlocks(alertMessage(alert).blocks);
    expect(read(facts)).toContain('Paul said no: A restart helps');
    expect(read(facts)).toContain('The fix failed: Sessions end');
    expect(read(ahead)).toContain('⛔ Mara went ahead without approval: On a plane');
    for (const alert of [facts, ahead])
      expect(read(forOutsiders(alert))).not.toMatch(/restart|Sessions|plane/);
  });
});

describe('a warning of the decision', () => {
  const seats = [
    { role: 'technical lead', names: ['Ines'], state: 'approved' },
    { role: 'product owner', names: ['Paul', 'Noor'], state: 'open' },
  ] as const;

  it.each([
    [
      'names who has not decided, and who is asked in their stead',
      { seats, deputies: ['Ivo'], mayGoAhead: false },
      'Not decided yet: Paul, Noor (product owner). Ivo asked as deputy.',
    ],
    [
      'tells the release manager that they may go ahead',
      { seats, deputies: [], mayGoAhead: true },
      'Not decided yet: Paul, Noor (product owner). You may go ahead without approval, with a reason: open the hotfix.',
    ],
    [
      'says who said no',
      {
        seats: [{ role: 'product owner', names: ['Paul'], state: 'declined' }] as const,
        deputies: [],
        mayGoAhead: false,
      },
      'Said no: Paul (product owner).',
    ],
  ])('%s', (_what, awaited, words) => {
    expect(awaitedWords(awaited)).toBe(words);
  });
});

describe('a direct message', () => {
  const ask = {
    alert: FACTS,
    declaredBy: 'Noor',
    approved: [],
    insteadOf: [],
    mayBreakGlass: false,
    changed: [],
  };

  it.each([
    ['asks', { ...ask, roles: ['technical_lead'] as const }],
    ['asks for two roles', { ...ask, roles: ['technical_lead', 'product_owner'] as const }],
    ['asks a deputy', { ...ask, roles: ['product_owner'] as const, insteadOf: ['Paul'] }],
    ['asks again', { ...ask, roles: ['product_owner'] as const, changed: ['the issue'] }],
    ['asks whoever may go ahead', { ...ask, roles: [], mayBreakGlass: true }],
    [
      'says what was approved',
      {
        ...ask,
        roles: [],
        approved: [{ role: 'technical_lead' as const, what: 'production down · issue #120' }],
      },
    ],
    ['rests', { ...ask, roles: [] }],
  ])('%s', (_what, facts) => {
    expect(readBlocks(askMessage(facts).blocks)).toMatchSnapshot();
  });
});

describe('news', () => {
  it.each([
    [0, null],
    [1, 'Noor'],
    [2, 'Noor'],
  ] as const)('are asked for at time %i', (ask, before) => {
    const message = newsDueMessage(FACTS.name, FACTS.id, ask, before);
    expect(`${message.text}\n---\n${readBlocks(message.blocks)}`).toMatchSnapshot();
  });
});

describe('the summary for who comes late', () => {
  const summary: SummaryFacts = {
    update: { who: 'Noor', text: 'The cause is found', at: NOW },
    doers: [
      { as: 'technical lead', names: ['Ines'] },
      { as: 'product owner', names: [] },
    ],
    isRetroHeld: false,
    waiting: ['Atlas 1.5.0'],
  };

  it.each<[string, Partial<AlertFacts>, SummaryFacts]>([
    ['at first', {}, { update: null, doers: [], isRetroHeld: false, waiting: [] }],
    ['while it is decided', {}, summary],
    [
      'after a no',
      { seats: [{ role: 'product owner', names: ['Paul'], state: 'declined' }] },
      summary,
    ],
    ['while the fix is made', { place: 'development', lead: null }, summary],
    ['while it is tested', { place: 'testing' }, summary],
    ['while it is deployed', { place: 'deployment', clockEnds: null }, summary],
    ['while production is watched', { place: 'validation', clockEnds: null }, summary],
    ['after the fire', { place: 'root_cause', clockEnds: null, nextUpdateAt: null }, summary],
    ['before the end', { place: 'improvement', clockEnds: null, nextUpdateAt: null }, summary],
    [
      'while only the fix is missing',
      { place: 'improvement', clockEnds: null, nextUpdateAt: null },
      { ...summary, isRetroHeld: true },
    ],
    ['in the end', { place: 'cancelled', endedReason: 'A false alarm', ...ENDED }, summary],
  ])('%s', (_what, over, facts) => {
    expect(readBlocks(summaryBlocks({ ...FACTS, ...over }, facts))).toMatchSnapshot();
  });
});

describe('whatever people write', () => {
  const place = fc.constantFrom<Place>(...ROAD, 'closed', 'cancelled');
  const facts = fc
    .record({
      seen: hostileText,
      other: hostileText,
      place,
      attempt: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ seen, other, ...rest }): AlertFacts => ({
      ...FACTS,
      ...rest,
      seen,
      impact: other,
      lead: other,
      name: `${seen.slice(0, 80)} 1.4.2-hotfix`,
      seats: [{ role: 'technical lead', names: [other, seen], state: 'declined', reason: other }],
      brokenReason: other,
      failedReason: seen,
      endedReason: other.slice(0, 500),
    }));

  it('case 24: keeps messages within Slack’s limits and pings nobody', () => {
    fc.assert(
      fc.property(facts, hostileText, (alert, text) => {
        const clock = { clock: 'testing', attempt: 1, startedAt: NOW, limitMinutes: 480 } as const;
        for (const message of [
          alertMessage(alert),
          alertMessage(forOutsiders(alert)),
          askMessage({
            alert,
            declaredBy: text,
            roles: ['technical_lead', 'product_owner'],
            approved: [{ role: 'technical_lead', what: text }],
            insteadOf: [text, alert.seen],
            mayBreakGlass: false,
            changed: ['the issue', 'the criterion'],
          }),
          updateMessage(alert.name, text, text),
          newsDueMessage(alert.name, alert.id, 2, text),
          newsOverMessage(alert.name, text),
          warningMessage(
            alert.name,
            alert,
            { ...clock, stoppedAt: null },
            'over',
            awaitedWords({ seats: alert.seats, deputies: [text], mayGoAhead: true }),
          ),
          warningOver(alert.name, 'testing'),
        ]) {
          expectTakenMessage(message);
          expect(pingsIn(message)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('case 24: keeps the window within Slack’s limits', () => {
    fc.assert(
      fc.property(facts, fc.array(hostileText, { maxLength: 60 }), (alert, people) => {
        expectTakenModal(
          roomModal({
            alert,
            declaredBy: people[0] ?? '',
            people,
            summary: {
              update: { who: people[2] ?? '', text: people[3] ?? '', at: NOW },
              doers: [{ as: 'technical lead', names: people }],
              isRetroHeld: true,
              waiting: people,
            },
            obstacle: 'The technical lead and the product owner have to approve first.',
            needsSecondPerson: true,
            refusal: people[1] ?? null,
            roles: ['technical_lead', 'product_owner'],
            may: { move: true, join: true, breakGlass: true, letGo: true },
          }),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('comes along to the next window, within what Slack takes', () => {
    const texts = { criterion: 'security', since: NOW, lead: 'U0123456789' };
    const draft = {
      ...texts,
      seen: '"'.repeat(200),
      impact: '\n'.repeat(500),
      affected: '\\'.repeat(100),
      issue: '"'.repeat(200),
    };
    const known = Array.from({ length: 100 }, (_, at) => `hfx_${String(at).padStart(26, '0')}`);
    const where = { projectId: 'prj_1', messageIn: 'C0123456789', known, draft };
    const packed = packWhere(where);
    expect(packed.length).toBeLessThanOrEqual(3000);
    expect(unpackWhere(packed)).toEqual({ ...where, known: known.slice(0, 15) });
    expect(unpackWhere('not JSON')).toBeNull();
    expect(unpackWhere('{"projectId":1}')).toBeNull();
  });
});
