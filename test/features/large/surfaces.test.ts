/** Whatever the size: Slack takes every surface, and each says how much of it is left out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkinMessage } from '../../../src/features/checkin/blocks.ts';
import { formModal } from '../../../src/features/checkin/modals.ts';
import { prefill } from '../../../src/features/checkin/prefill.ts';
import { supportMessage } from '../../../src/features/checkin/support-blocks.ts';
import { planCard } from '../../../src/features/plan/card.ts';
import { draftFrom } from '../../../src/features/plan/draft.ts';
import { checkDraft } from '../../../src/features/plan/draft-check.ts';
import { shipModal } from '../../../src/features/plan/ending-modals.ts';
import { planModal } from '../../../src/features/plan/open-plan.ts';
import { previewModal } from '../../../src/features/plan/preview-modal.ts';
import { countScope } from '../../../src/features/plan/scope-counts.ts';
import { planThread } from '../../../src/features/plan/thread.ts';
import type { StatusReport } from '../../../src/features/report/compose.ts';
import { detailsMessage, detailsModal } from '../../../src/features/report/details-blocks.ts';
import { digestMessage } from '../../../src/features/report/digest-blocks.ts';
import { draftMessage, editModal } from '../../../src/features/report/draft-blocks.ts';
import { lateMessage } from '../../../src/features/report/late-answers.ts';
import { redactReport } from '../../../src/features/report/redact.ts';
import { choiceMessage, statusMessage } from '../../../src/features/report/status.ts';
import { freshDraft } from '../../../src/features/setup/draft.ts';
import { zoneGroups } from '../../../src/features/setup/zones.ts';
import { setupForm } from '../../../src/features/setup/form-modal.ts';
import type { ScopeItem } from '../../../src/release/items.ts';
import type { Message, ModalView } from '../../../src/slack/blocks.ts';
import { aVoice } from '../../support/builders.ts';
import { expectTakenMessage, expectTakenModal, readBlocks } from '../../support/plain-view.ts';
import { formSection, section, view } from '../checkin/samples.ts';
import { someCard } from '../plan/samples.ts';
import { aRelease } from '../../support/builders.ts';
import {
  anySize,
  counted,
  itemsOf,
  LARGEST,
  NOW,
  projectOf,
  reportOf,
  type Size,
} from './scope.ts';

const PEOPLE = {
  names: new Map(Array.from({ length: 700 }, (_, at) => [`U${at}`, `Somebody ${at} `.repeat(6)])),
  releaseManager: 'UMARA',
};
const TODAY = '2026-11-27';

/** What every surface is held against, in one place, so that a new one is only a line. */
function surfacesOf(size: Size): {
  readonly messages: Readonly<Record<string, Message>>;
  readonly modals: Readonly<Record<string, ModalView>>;
} {
  const items = itemsOf(size);
  const project = projectOf(size);
  const release = aRelease();
  const report = reportOf(size, items);
  const style = { owners: new Map(), project, hidePrivate: false };
  const facts = someCard({ release, counts: countScope(items) });
  const checkins = Array.from({ length: Math.min(size.people, 60) }, (_, at) =>
    section({
      project,
      release: aRelease({ id: `rel${at}` }),
      closed: items.filter(({ isDone }) => isDone),
      support: report.voice.support[at]?.text.slice(0, 120) ?? null,
    }),
  );
  const state = {
    edit: undefined,
    outcome: { kind: 'ahead' as const },
    digestAt: NOW,
    channelId: 'C0ATLAS',
    unreached: report.voice.missing
      .slice(0, 100)
      .map((userId) => ({ userId, why: 'takes no messages' })),
  };
  const draft = freshDraft({
    channelId: 'C1',
    channelName: 'atlas',
    userId: 'UMARA',
    zone: 'UTC',
    people: project.members,
  });
  return {
    messages: {
      card: planCard(facts),
      plan: planThread(project.name, release, items, style, TODAY),
      digest: digestMessage(report, PEOPLE, 'slack'),
      redacted: digestMessage(redactReport(report), PEOPLE, null),
      details: detailsMessage(report, PEOPLE.names),
      draft: draftMessage(report, PEOPLE, state),
      status: statusMessage(report, PEOPLE, []),
      choice: choiceMessage('Atlas', Array<StatusReport>(size.people).fill(report), size.people),
      late: lateMessage(
        { postedAt: NOW, isLate: false, report: { ...report, voice: aVoice() } },
        report.voice,
        PEOPLE.names,
      ),
      checkin: checkinMessage(view({ sections: checkins })),
      support: supportMessage(
        report.voice.support.map(({ id, text }) => ({
          id,
          text: text.slice(0, 3000),
          release: 'Atlas 0.7.0',
          from: 'Ivo',
          returnedBy: null,
          isNamed: true,
          outcome: 'open',
        })),
      ),
    },
    modals: {
      plan: planModal(facts, items, style, true),
      preview: previewOf(items, size),
      ship: shipModal('Atlas 0.7.0', release, items, style),
      details: detailsModal(report, PEOPLE.names),
      edit: editModal(report, PEOPLE, undefined),
      checkin: checkinForm(items, size),
      setup: setupForm(draft, {
        isNew: false,
        zones: zoneGroups(['UTC']),
        notices: [],
        warnings: [],
        mistakes: {},
        metadata: '{}',
      }),
    },
  };
}

function previewOf(items: readonly ScopeItem[], size: Size): ModalView {
  const typed = draftFrom('prj_1', { version: '0.7.0', target: '2026-12-18', labels: ['bug'] });
  const check = checkDraft(
    typed,
    { projectName: 'Atlas', today: TODAY, daysOff: new Set(), releases: [], choices: [] },
    new Set(),
  );
  if (!check.ok) throw new Error(JSON.stringify(check.mistakes));
  const style = { owners: new Map(), project: projectOf(size), hidePrivate: false };
  return previewModal(check.plan, {
    projectName: 'Atlas',
    today: TODAY,
    items,
    style,
    trouble: null,
  });
}

function checkinForm(items: readonly ScopeItem[], size: Size): ModalView {
  const project = projectOf(size);
  const work = {
    closed: items.filter(({ isDone }) => isDone),
    open: items.filter(({ isDone }) => !isDone),
  };
  const facts = { row: undefined, slipping: [], request: undefined, last: undefined };
  const sections = Array.from({ length: 4 }, (_, at) =>
    formSection({
      project,
      release: aRelease({ id: `rel${at}` }),
      draft: prefill({ ...facts, work, project }),
      open: work.open,
      earlier: Array.from({ length: size.requests }, (_one, id) => ({
        id: `sup_${at}_${id}`,
        text: 'A licence for the test cluster. '.repeat(90),
      })),
      closed: work.closed.length,
    }),
  );
  return formModal({ sections, metadata: '{}', today: TODAY, trouble: null, more: 3 });
}

/** Why Slack would not take it, or null. */
function flaw(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    return `${String(error)} ${JSON.stringify(error)}`;
  }
}

function expectTaken(size: Size): void {
  const { messages, modals } = surfacesOf(size);
  for (const [name, message] of Object.entries(messages))
    expect(
      flaw(() => expectTakenMessage(message)),
      `message ${name}`,
    ).toBeNull();
  for (const [name, modal] of Object.entries(modals))
    expect(
      flaw(() => expectTakenModal(modal)),
      `modal ${name}`,
    ).toBeNull();
}

describe('case 24: however large a release is', () => {
  test('case 24: Slack takes every surface of the largest', () => {
    expectTaken(LARGEST);
  });

  test('case 24: Slack takes every surface of any other', () => {
    fc.assert(fc.property(anySize, expectTaken), { numRuns: 6 });
  });

  test('case 24: every list of items says how many it leaves out', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        const { messages, modals } = surfacesOf({
          ...size,
          people: 0,
          requests: 0,
          slips: 0,
          moves: 0,
        });
        const open = itemsOf(size).filter(({ isDone }) => !isDone).length;
        const lists: readonly (readonly [string, string, number])[] = [
          ['plan message', readBlocks(messages['plan']?.blocks ?? []), size.items],
          ['plan modal', readBlocks(modals['plan']?.blocks ?? []), size.items],
          ['preview', readBlocks(modals['preview']?.blocks ?? []), size.items],
          ['ship', readBlocks(modals['ship']?.blocks ?? []), open],
          ['details message', readBlocks(messages['details']?.blocks ?? []), size.items],
          ['details modal', readBlocks(modals['details']?.blocks ?? []), size.items],
        ];
        for (const [name, text, of] of lists) {
          const { shown, leftOut } = counted(text);
          expect(shown + leftOut, name).toBe(of);
        }
      }),
      { numRuns: 6 },
    );
  });

  test('case 24: each line of a digest, of what came late and of a check-in does too', () => {
    const { messages, modals } = surfacesOf(LARGEST);
    const line = (message: Message | ModalView | undefined, label: string): string =>
      readBlocks(message?.blocks ?? [])
        .split('\n')
        .find((one) => one.startsWith(label)) ?? `no ${label}`;
    const { digest, draft, late, choice } = messages;
    expect(line(digest, 'Done')).toMatch(/; 2497 more$/);
    expect(line(digest, 'Moved')).toMatch(
      /; 37 more; added .* 298 more; taken out .* 298 more; .* to 0\.8\.0; 298 more deferred$/,
    );
    expect(line(digest, 'Risk')).toMatch(/; 198 more$/);
    expect(line(digest, 'Next')).toMatch(/; 198 more$/);
    expect(line(digest, 'Needs you')).toMatch(/; 97 more in the thread$/);
    expect(line(draft, '100 answers are still open')).toMatch(/ and \d+ more\. Only you/);
    expect(readBlocks(late?.blocks ?? [])).toMatch(
      /Done 190 more.*Risk 190 more.*Next 190 more.*Support needed 90 more/s,
    );
    expect(readBlocks(choice?.blocks ?? [])).toContain('180 more');
    const form = JSON.stringify(modals['checkin']);
    expect(form).toContain('The first 10 of 2500 that GitHub shows as closed.');
    expect(form).toContain('The oldest 10 of 100.');
    expect(form).toContain('Your 100 most urgent of 2500.');
    expect(JSON.stringify(modals['edit'])).toMatch(/The first 100 of \d+/);
  });
});
