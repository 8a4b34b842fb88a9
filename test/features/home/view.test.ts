/** App Home in words, for each kind of person, and that Slack takes it whatever stands in it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HomeCard } from '../../../src/feature.ts';
import { supportCard } from '../../../src/features/checkin/home-blocks.ts';
import {
  ledgerModal,
  type AdminFacts,
  type PromiseRow,
} from '../../../src/features/home/ledger-blocks.ts';
import {
  homeView,
  nextStep,
  type HomeFacts,
  type OwnRelease,
} from '../../../src/features/home/view.ts';
import type { Milestone } from '../../../src/release/releases.ts';
import { button, line, lines } from '../../../src/slack/blocks.ts';
import { viewPayload } from '../../../src/slack/payloads.ts';
import { checkedView } from '../../../src/sandbox/slack/checks/view.ts';
import { aRelease } from '../../support/builders.ts';
import { hostileText, HOSTILE_TEXTS, pingsIn } from '../../support/hostile.ts';
import { expectTakenModal, readBlocks, readModal } from '../../support/plain-view.ts';

const AT = '2026-11-20T14:00:00.000Z';

const step = (name: Milestone['step'], date: string, state: Milestone['state'] = 'planned') => ({
  step: name,
  date,
  state,
  compressed: false,
});
const release: OwnRelease = {
  release: aRelease({
    milestones: [
      step('alpha', '2026-11-13', 'done'),
      step('code-freeze', '2026-12-04'),
      step('feature-complete', '2026-11-27'),
    ],
  }),
  projectName: 'Atlas',
  today: '2026-11-20',
  glance: {
    mark: '🟡',
    word: 'at risk',
    name: 'Atlas 0.7.0',
    why: 'alpha is overdue since Fri 13 Nov',
    done: '14 of 19 done (74 %)',
    target: 'Target Fri 18 Dec: 2 working days behind',
  },
};
const card: HomeCard = {
  order: 10,
  blocks: [
    lines([line('Will Atlas 0.7.0 ship by Fri 18 Dec?')]),
    { type: 'actions', block_id: 'checkin:answer', elements: [button('Sure', 'x', '5')] },
  ],
};
const failed: PromiseRow = {
  key: 'digest:rel_070:2026-11-16',
  of: 'message',
  at: AT,
  state: 'failed',
  reason: 'channel_not_found',
  release: 'Atlas 0.7.0',
  person: null,
};
const admin: AdminFacts = {
  counts: { due: 12, sent: 340, skipped: 3, failed: 1 },
  failed: [failed],
  skipped: [
    {
      ...failed,
      key: 'report.digest:rel_070:2026-11-09',
      of: 'promise',
      state: 'skipped',
      reason: 'it was 49 hours late',
    },
  ],
  next: [
    {
      ...failed,
      key: 'checkin.ask:UIVO:2026-11-26',
      state: 'due',
      reason: null,
      release: null,
      person: 'Ivo',
    },
  ],
  repositories: [
    {
      name: 'oci-labs/atlas',
      readAt: AT,
      trouble: null,
      troubleSince: null,
      nextTryAt: null,
      points: 76,
    },
    {
      name: 'oci-labs/zephyr',
      readAt: null,
      trouble: 'GitHub does not accept the token.',
      troubleSince: AT,
      nextTryAt: AT,
      points: 1,
    },
  ],
};
const nobody: HomeFacts = { cards: [], releases: [], projects: [], isFirst: false, admin: null };
const atlas = { id: 'prj_atlas', name: 'Atlas', channelId: 'C0ATLAS', manages: false, active: 1 };

const drawn = (facts: HomeFacts): string => {
  const view = homeView(facts);
  checkedView(viewPayload(view), 'home');
  return readBlocks(view.blocks);
};

describe('who sees what', () => {
  test('before there is any project', () =>
    expect(drawn({ ...nobody, isFirst: true, admin })).toMatchInlineSnapshot(`
      "I turn your GitHub issues into a release plan with real dates.
      Once a week I ask each of you whether it will ship: one tap is an answer.
      One digest a week tells the channel how it stands and why.
      [Set up a project]"
    `));

  test('somebody who is on no list', () =>
    expect(drawn(nobody)).toMatchInlineSnapshot(`
    "You are on no project’s list. A release manager adds you with /release setup.
    Is your team not here yet?
    [Set up a project]"
  `));

  test('a member for whom nothing waits', () =>
    expect(drawn({ ...nobody, projects: [atlas], releases: [release] })).toMatchInlineSnapshot(`
      "Nothing waits for you.
      # Your release
      🟡 Atlas 0.7.0 · at risk
      Why: alpha is overdue since Fri 13 Nov
      14 of 19 done (74 %). Next: feature complete Fri 27 Nov
      Target Fri 18 Dec: 2 working days behind
      [Status] [Open plan]
      _/checkin answers at any time · /release help lists the rest_"
    `));

  test('a member of a project that rests', () =>
    expect(drawn({ ...nobody, projects: [{ ...atlas, active: 0 }] })).toMatchInlineSnapshot(`
      "Nothing waits for you.
      # Your project
      Atlas · no release on its way
      _/checkin answers at any time · /release help lists the rest_"
    `));

  test('a release manager who is an admin', () =>
    expect(
      drawn({
        cards: [card],
        releases: [release],
        projects: [{ ...atlas, manages: true }],
        isFirst: false,
        admin,
      }),
    ).toMatchInlineSnapshot(`
      "# Waiting for you
      Will Atlas 0.7.0 ship by Fri 18 Dec?
      [Sure]
      # Your release
      🟡 Atlas 0.7.0 · at risk
      Why: alpha is overdue since Fri 13 Nov
      14 of 19 done (74 %). Next: feature complete Fri 27 Nov
      Target Fri 18 Dec: 2 working days behind
      [Status] [Open plan]
      # Your project
      Atlas · 1 release on the way
      [Plan a release] [Settings]
      _/checkin answers at any time · /release help lists the rest_
      ---
      # What I promised and said
      12 due · 340 sent · 3 skipped · 1 failed
      ⛔ digest, Atlas 0.7.0 · {{time} {date_short_pretty} 2026-11-20 14:00 UTC}: channel_not_found
      – digest, Atlas 0.7.0 · {{time} {date_short_pretty} 2026-11-20 14:00 UTC}: it was 49 hours late
      ⏳ check-in question, Ivo · {{time} {date_short_pretty} 2026-11-20 14:00 UTC}
      [Open the ledger]
      # GitHub
      ✓ oci-labs/atlas · read {{time} {date_short_pretty} 2026-11-20 14:00 UTC} · 76 API points used so far
      ⛔ oci-labs/zephyr · not read yet · 1 API point used so far
      GitHub does not accept the token. Since {{time} {date_short_pretty} 2026-11-20 14:00 UTC}. Next try {{time} {date_short_pretty} 2026-11-20 14:00 UTC}."
    `));

  test('a release whose status cannot be told', () =>
    expect(
      drawn({ ...nobody, projects: [atlas], releases: [{ ...release, glance: null }] }),
    ).toContain(
      '⚪ Atlas 0.7.0 · development\nNext: feature complete Fri 27 Nov\nTarget Fri 18 Dec',
    ));
});

describe('the next step', () => {
  test.each([
    ['2026-11-20', 'Next: feature complete Fri 27 Nov'],
    ['2026-11-27', 'Next: feature complete Fri 27 Nov'],
    ['2026-11-28', 'Overdue: feature complete Fri 27 Nov'],
  ])('on %s', (today, words) => expect(nextStep(release.release, today)).toBe(words));

  test('is left out when none is left', () =>
    expect(nextStep(aRelease({ milestones: [] }), '2026-11-20')).toBeNull());
});

describe('the ledger', () => {
  test('a page', () => {
    const view = ledgerModal('failed', 1, [failed], true);
    expectTakenModal(view);
    expect(readModal(view)).toMatchInlineSnapshot(`
      "== Ledger ==
      [⏳ Due] [✓ Sent] [– Skipped] [⛔ Failed (shown)]
      ⛔ digest, Atlas 0.7.0 · {{time} {date_short_pretty} 2026-11-20 14:00 UTC}: channel_not_found
      digest:rel_070:2026-11-16
      [Back] [Show more]
      [Close]"
    `);
  });

  test('keys stand only under what failed', () => {
    const view = ledgerModal('skipped', 0, admin.skipped, false);
    expect(readModal(view)).not.toContain('rel_070');
  });

  test('an empty page', () => {
    const view = ledgerModal('skipped', 0, [], false);
    expectTakenModal(view);
    expect(readModal(view)).toContain('Nothing was skipped.');
  });
});

describe('Slack takes it', () => {
  const many = <T>(one: T, count: number): readonly T[] => Array.from({ length: count }, () => one);

  const requests = Array.from({ length: 5000 }, (_, at) => ({
    id: `sup_${at}`,
    text: 'A licence for the test cluster. '.repeat(90),
    release: 'Atlas 0.7.0',
    from: 'Ivo',
    returnedBy: null,
    isNamed: false,
    outcome: 'open' as const,
  }));

  test('case 24: Home says how many requests for support it leaves out', () => {
    const text = drawn({ ...nobody, projects: [atlas], cards: [supportCard(requests)] });
    expect(text.match(/\[Name someone\]/g)).toHaveLength(10);
    expect(text).toContain('And 4990 more requests for support once these are done.');
    expect(supportCard(requests.slice(0, 10)).blocks).toHaveLength(20);
  });

  test('case 24: Home with more of everything than fits', () => {
    const facts: HomeFacts = {
      cards: [...many(card, 60), supportCard(requests)],
      releases: Array.from({ length: 40 }, (_, index) => ({
        ...release,
        release: { ...release.release, id: `rel_${index}` },
      })),
      projects: Array.from({ length: 30 }, (_, index) => ({
        ...atlas,
        id: `prj_${index}`,
        manages: true,
      })),
      isFirst: false,
      admin: { ...admin, failed: many(failed, 3), repositories: many(admin.repositories[1]!, 99) },
    };
    const text = drawn(facts);
    const { blocks } = homeView(facts);
    expect(blocks.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(blocks.at(-1))).toContain('And 84 more repositories.');
    expect(text).toContain('And 39 things more once these are done.');
    expect(text).toContain('And 22 more; /release setup in its channel');
    expect(text).toContain('And 28 more with a later target.');
    expect(text).toContain('And 84 more repositories.');
    expect(text).toContain('[Open the ledger]');
  });

  const taken = (text: string): void => {
    const row: PromiseRow = { ...failed, key: text, reason: text, release: text, person: text };
    const facts: HomeFacts = {
      cards: [card],
      releases: [
        {
          ...release,
          projectName: text,
          glance: {
            mark: '🟢',
            word: 'on track',
            name: text.slice(0, 200),
            why: text,
            done: text,
            target: 'Target',
          },
        },
      ],
      projects: [{ ...atlas, name: text, manages: true }],
      isFirst: false,
      admin: {
        ...admin,
        failed: [row],
        repositories: [{ ...admin.repositories[1]!, name: text, trouble: text }],
      },
    };
    drawn(facts);
    const modal = ledgerModal('failed', 0, many(row, 10), true);
    expectTakenModal(modal);
    expect(pingsIn([homeView(facts), modal])).toEqual([]);
  };

  test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('%j', (_, text) => taken(text));

  test('or anything else', () => {
    fc.assert(fc.property(hostileText, taken), { numRuns: 50 });
  });
});
