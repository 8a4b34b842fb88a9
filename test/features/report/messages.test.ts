/** Every message of the report: how it reads, and that nothing breaks or bends it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactReport } from '../../../src/features/report/redact.ts';
import { composeReport, type ReportFacts } from '../../../src/features/report/compose.ts';
import { detailsMessage, detailsModal } from '../../../src/features/report/details-blocks.ts';
import { digestMessage, type WhyLate } from '../../../src/features/report/digest-blocks.ts';
import { draftMessage, editModal, holdModal } from '../../../src/features/report/draft-blocks.ts';
import { emptyEdit } from '../../../src/features/report/edit.ts';
import { lateMessage } from '../../../src/features/report/late-answers.ts';
import { statusMessage } from '../../../src/features/report/status.ts';
import { aDoneItem, anItem, aProject, aRelease, aVoice } from '../../support/builders.ts';
import { hostileText, pingsIn } from '../../support/hostile.ts';
import { expectTakenMessage, expectTakenModal, readBlocks } from '../../support/plain-view.ts';
import { NOW, someFacts } from './some-facts.ts';

const people = {
  names: new Map([
    ['UMARA', 'Mara Keller'],
    ['UIVO', 'Ivo Tanaka'],
    ['UDANA', 'Dana Ruiz'],
  ]),
  releaseManager: 'UMARA',
};
const issue = (number: number, title: string) => ({
  number,
  title,
  url: `https://github.example/${number}`,
});

function facts(changes: Partial<ReportFacts> = {}): ReportFacts {
  const scope = changes.scope ?? [
    aDoneItem('2026-11-18T10:00:00.000Z', issue(87, 'pct for all operations')),
    aDoneItem('2026-11-24T10:00:00.000Z', issue(90, 'pct create arguments')),
    aDoneItem('2026-11-25T10:00:00.000Z', issue(103, 'OCI create')),
    anItem(issue(113, 'System integrity checks')),
    anItem({ ...issue(92, 'Bundle generator'), assignees: [] }),
    anItem(issue(96, 'Bundle docs')),
  ];
  return someFacts({
    readAt: '2026-11-27T13:58:00.000Z',
    owners: new Map([['ivo-t', 'Ivo Tanaka']]),
    nextAt: '2026-12-04T14:00:00.000Z',
    heldBy: null,
    ...changes,
    scope,
  });
}

const digest = (changes: Partial<ReportFacts> = {}, late: WhyLate | null = null): string =>
  readBlocks(digestMessage(composeReport(facts(changes)), people, late).blocks);

/** A week in which everything happened. */
function fullWeek(): Partial<ReportFacts> {
  const scope = [
    ...(facts().scope ?? []),
    anItem({ ...issue(121, 'Rootless mode'), id: 'added' }),
    anItem({ ...issue(85, 'Review the layers'), id: 'gone', removedAt: NOW }),
  ];
  const entry = (
    event: ReportFacts['journal'][number]['event'],
    detail: Record<string, unknown>,
  ) => ({
    id: event,
    workspaceId: 'T1',
    projectId: 'prj_atlas',
    releaseId: 'rel_070',
    at: '2026-11-25T09:00:00.000Z',
    actor: 'UMARA',
    event,
    detail,
  });
  return {
    scope: scope.filter(({ removedAt }) => removedAt === null),
    whole: scope,
    journal: [
      entry('release.target_moved', {
        from: '2026-12-16',
        to: '2026-12-18',
        reason: 'the host comes late',
      }),
      entry('scope.added', { itemId: 'added' }),
      entry('scope.removed', { itemId: 'gone', reason: 'closed as not planned' }),
    ],
    voice: aVoice({
      asked: 7,
      answered: 6,
      votes: 6,
      medianConfidence: 3.5,
      accomplishments: [{ userId: 'UIVO', text: 'pct works on the new host' }],
      risks: [{ userId: 'UIVO', text: 'LXC host comes late', mitigation: 'Ivo borrows a runner' }],
      focus: [{ userId: 'UDANA', text: 'bundle generator' }],
      support: [
        {
          id: 's1',
          fromUserId: 'UIVO',
          toUserId: 'UDANA',
          text: 'Proxmox licence',
          since: '2026-11-16',
        },
      ],
      slipping: [{ itemId: scope[4]?.id ?? '', userId: 'UIVO' }],
    }),
    edit: { ...emptyEdit('UMARA'), words: 'We keep the date.', highlights: ['Ivo: pct works'] },
  };
}

describe('the digest', () => {
  test('of a quiet green week', () => {
    expect(digest()).toMatchInlineSnapshot(`
      "🟢 Atlas 0.7.0 · week 2 · on track
      Target Fri 18 Dec: 3 working days ahead
      Why: no step is overdue; 50 % done, 38 % of the time gone
      Progress 3 of 6 done (50 %), +2 this week, pace above target
      Done pct create arguments (#90); OCI create (#103)
      [Show details] ⋯(How this is counted, Status right now)
      _0 of 3 answered · GitHub as of <!date^1795787880^{time} {date_short_pretty}|2026-11-27 13:58 UTC> · next Fri 4 Dec_"
    `);
  });

  test('of a week in which everything happened', () => {
    expect(digest(fullWeek())).toMatchInlineSnapshot(`
      "🟢 Atlas 0.7.0 · week 2 · on track
      Target Fri 18 Dec: 1 working day ahead; the team says between 50:50 and likely (6 votes)
      Why: no step is overdue; 43 % done, 38 % of the time gone
      Mara: We keep the date.
      Highlights Ivo: pct works
      Needs you @UDANA: Proxmox licence (since Mon 16 Nov); @UMARA: cut or move? Bundle generator (#92) will not make it
      Moved target Wed 16 Dec → Fri 18 Dec (Mara: the host comes late); added Rootless mode (#121); taken out Review the layers (#85): closed as not planned
      Progress 3 of 7 done (43 %), +2 this week, scope +1 −1, pace above target
      Done pct create arguments (#90); OCI create (#103)
      Risk LXC host comes late → Ivo borrows a runner
      Next bundle generator
      [Show details] ⋯(How this is counted, Status right now)
      _6 of 7 answered · GitHub as of <!date^1795787880^{time} {date_short_pretty}|2026-11-27 13:58 UTC> · next Fri 4 Dec_"
    `);
  });

  test('overridden, with the reason and the rule it overrides', () => {
    const edit = {
      ...emptyEdit('UMARA'),
      colour: 'yellow' as const,
      colourReason: 'two people are ill',
    };
    expect(digest({ edit })).toMatchInlineSnapshot(`
      "🟡 Atlas 0.7.0 · week 2 · at risk
      Target Fri 18 Dec: 3 working days ahead
      Why: Mara decided: two people are ill (the rule says on track: no step is overdue; 50 % done, 38 % of the time gone)
      Progress 3 of 6 done (50 %), +2 this week, pace above target
      Done pct create arguments (#90); OCI create (#103)
      [Show details] ⋯(How this is counted, Status right now)
      _0 of 3 answered · GitHub as of <!date^1795787880^{time} {date_short_pretty}|2026-11-27 13:58 UTC> · next Fri 4 Dec_"
    `);
  });

  test('before anything is known', () => {
    const unknown = {
      scope: [],
      readAt: null,
      trouble: 'GitHub did not answer (502).',
      isFirst: true,
    };
    expect(digest(unknown, 'downtime')).toMatchInlineSnapshot(`
      "⚪ Atlas 0.7.0 · week 2 · not known yet
      Target Fri 18 Dec
      Why: GitHub has not been read to the end yet
      Progress nothing in scope yet
      Not known yet: the pace. It shows from the second week on.
      [Show details] ⋯(How this is counted, Status right now)
      _Late: Slipway was not running at the usual time · 0 of 3 answered · GitHub not read yet. GitHub did not answer (502). · next Fri 4 Dec_"
    `);
  });

  test('the last one of a shipped release', () => {
    const scope = [aDoneItem('2026-12-17T10:00:00.000Z', issue(90, 'pct create arguments'))];
    const release = aRelease({ stage: 'released', shippedAt: '2026-12-18T12:00:00.000Z' });
    expect(digest({ kind: 'last', scope, release, now: '2026-12-18T12:00:00.000Z', nextAt: null }))
      .toMatchInlineSnapshot(`
        "✓ Atlas 0.7.0 · shipped
        Shipped Fri 18 Dec, on the target date
        Progress 1 of 1 done (100 %), +1 since Fri 20 Nov
        Done pct create arguments (#90)
        [Show details] ⋯(How this is counted, Status right now)
        _0 of 3 answered · GitHub as of <!date^1795787880^{time} {date_short_pretty}|2026-11-27 13:58 UTC>_"
      `);
  });

  test('is at most about twenty lines on a phone', () => {
    const phoneLines = digest(fullWeek())
      .split('\n')
      .reduce((total, text) => total + Math.ceil(text.length / 42), 0);
    expect(phoneLines).toBeLessThanOrEqual(34);
  });

  test('an item that came and went within the week is not told', () => {
    const [added, removed] = [
      { ...fullWeek().journal?.[1], detail: { itemId: 'x' } },
      { ...fullWeek().journal?.[2], detail: { itemId: 'x' } },
    ] as ReportFacts['journal'];
    const gone = anItem({ id: 'x', removedAt: NOW });
    const report = composeReport(
      facts({
        whole: [gone],
        scope: [],
        journal: [added, removed].filter((one) => one !== undefined),
      }),
    );
    expect(report.slips).toMatchObject({ added: [], removed: [] });
  });
});

test('the details, in the thread and in a modal', () => {
  const report = composeReport(facts(fullWeek()));
  expect(readBlocks(detailsMessage(report, people.names).blocks)).toMatchInlineSnapshot(`
    "Items 3 of 7 done (43 %); 1 open without owner
    Points 9 of 21 done (43 %)
    Pace 2 items in seven days, 1.5 needed for the target: above target
    Time 38 % of the working days gone, 43 % of the items done
    Target moved Wed 16 Dec → Fri 18 Dec
    Added Rootless mode (#121)
    Taken out Review the layers (#85): closed as not planned
      | Item | Owner | Points
    ✓ | pct for all operations (#87) | Ivo Tanaka | 3
    ✓ | pct create arguments (#90) | Ivo Tanaka | 3
    ✓ | OCI create (#103) | Ivo Tanaka | 3
    P1 | System integrity checks (#113) | Ivo Tanaka | 3
    P1 | Bundle generator (#92) | no owner | 3
    P1 | Bundle docs (#96) | Ivo Tanaka | 3
    P1 | Rootless mode (#121) | Ivo Tanaka | 3
    Accomplishments
    • Ivo pct works on the new host
    Risks and issues
    • Ivo LXC host comes late → Ivo borrows a runner
    Next week
    • Dana bundle generator
    Support needed
    • Ivo asks Dana: Proxmox licence"
  `);
  expect(readBlocks(detailsModal(report, people.names).blocks)).toContain('Rootless mode');
});

test('what hotfixes left to do is one line: who and by when, and not what', () => {
  const action = { id: 'act_1', text: 'Secret', version: '0.6.2-hotfix', dueOn: '2026-12-01' };
  const actions = ['Ivo', 'Dana', 'Sam', 'Noor'].map((owner) => ({ ...action, owner }));
  const report = composeReport(facts({ actions }));
  expect(digest({ actions })).toContain(
    'From hotfixes 4 actions open: Ivo by Tue 1 Dec; Dana by Tue 1 Dec; Sam by Tue 1 Dec; 1 more',
  );
  expect(JSON.stringify(report)).not.toContain('Secret');
  expect(digest({ actions, kind: 'last' })).not.toContain('From hotfixes');
});

test('a report of an older version, which knows no actions, is still read', () => {
  const { actions: _actions, ...older } = composeReport(facts());
  expect(readBlocks(digestMessage(older, people, null).blocks)).not.toContain('From hotfixes');
});

test('the draft names who is missing, and nobody is pinged by it', () => {
  const week = fullWeek();
  const report = composeReport(
    facts({ ...week, voice: { ...aVoice(), ...week.voice, missing: ['UDANA'] } }),
  );
  const message = draftMessage(report, people, {
    edit: undefined,
    outcome: { kind: 'ahead' },
    digestAt: NOW,
    channelId: 'C0ATLAS',
    unreached: [],
  });
  expect(readBlocks(message.blocks)).toContain(
    '1 answer is still open: Dana. Only you see these names.',
  );
  expect(JSON.stringify(message)).not.toContain('"user_id"');
});

test('nobody is pinged by a status', () => {
  const message = statusMessage(composeReport(facts(fullWeek())), people, []);
  expect(JSON.stringify(message)).not.toContain('"user_id"');
});

test('case 46: in a channel shared with another organisation, private work has no name', () => {
  const secret = aDoneItem('2026-11-26T10:00:00.000Z', {
    ...issue(7, 'Buy the rival'),
    isPrivate: true,
  });
  const voice = aVoice({
    accomplishments: [{ userId: 'UIVO', text: 'the rival is bought', isPrivate: true }],
  });
  const report = redactReport(composeReport(facts({ scope: [secret], whole: [secret], voice })));
  const all = JSON.stringify([
    report,
    digestMessage(report, people, null),
    detailsMessage(report, people.names),
  ]);
  expect(all).not.toMatch(/rival/);
  expect(all).toContain('In a private repository');
});

test('a late answer says what it changed', () => {
  const report = composeReport(facts());
  const late = aVoice({
    answered: 2,
    answeredLate: 1,
    risks: [{ userId: 'UIVO', text: 'host late', mitigation: '' }],
  });
  expect(
    readBlocks(lateMessage({ postedAt: NOW, isLate: false, report }, late, people.names).blocks),
  ).toMatchInlineSnapshot(`
    "Late 1 answer came after the digest: now 2 of 3. Its numbers and colour stay.
    Risk Ivo: host late"
  `);
});

describe('whatever people type', () => {
  const anyFacts = fc
    .record({
      text: hostileText,
      other: hostileText,
      reason: hostileText,
      number: fc.integer({ min: 0, max: 400 }),
    })
    .map(({ text, other, reason, number }): Partial<ReportFacts> => {
      const scope = Array.from({ length: number }, () =>
        anItem({ title: text, url: other, assignees: [reason], repository: other }),
      );
      const said = { userId: 'UIVO', text: other };
      return {
        scope,
        whole: scope,
        project: aProject({ name: reason === '' ? 'Atlas' : reason }),
        trouble: text,
        voice: aVoice({
          accomplishments: Array.from({ length: 40 }, () => said),
          risks: Array.from({ length: 40 }, () => ({ ...said, mitigation: text })),
          focus: [said],
          support: Array.from({ length: 9 }, () => ({
            id: 's',
            fromUserId: 'UIVO',
            toUserId: null,
            text: other,
            since: '2026-11-16',
          })),
          slipping: scope.slice(0, 9).map(({ id }) => ({ itemId: id, userId: 'UIVO' })),
        }),
        edit: {
          ...emptyEdit('UMARA'),
          words: text,
          highlights: [other],
          colour: 'red',
          colourReason: reason,
        },
      };
    });

  test('case 24: Slack takes every message and nobody is pinged', () => {
    fc.assert(
      fc.property(anyFacts, (changes) => {
        const report = composeReport(facts(changes));
        const state = {
          edit: undefined,
          outcome: { kind: 'ahead' } as const,
          digestAt: NOW,
          channelId: 'C0ATLAS',
          unreached: report.voice.support.map(({ fromUserId, text }) => ({
            userId: fromUserId,
            why: text,
          })),
        };
        const messages = [
          digestMessage(report, people, 'downtime'),
          detailsMessage(report, people.names),
          draftMessage(report, people, state),
          statusMessage(report, people, []),
          lateMessage(
            { postedAt: NOW, isLate: false, report: composeReport(facts()) },
            report.voice,
            people.names,
          ),
        ];
        for (const message of messages) {
          expectTakenMessage(message);
          expect(pingsIn(message)).toEqual([]);
        }
        const modals = [
          detailsModal(report, people.names),
          editModal(report, people, undefined),
          holdModal(report),
        ];
        for (const modal of modals) expectTakenModal(modal);
      }),
      { numRuns: 60, verbose: 0 },
    );
  });

  test('five thousand items fit', () => {
    const scope = Array.from({ length: 5000 }, () => anItem());
    const report = composeReport(facts({ scope, whole: scope }));
    expectTakenMessage(digestMessage(report, people, null));
    expectTakenMessage(detailsMessage(report, people.names));
  });
});
