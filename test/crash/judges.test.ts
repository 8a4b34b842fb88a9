/** The rig's judges: a crash test that cannot fail would prove nothing. */
import { describe, expect, test } from 'vitest';
import { opaqueKey } from '../../src/jobs/say.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { judgeAnswers } from './judge-answers.ts';
import { judgeMessages, type Standing } from './judge-messages.ts';
import { judgePromises } from './judge-promises.ts';
import { judgeHotfixes } from './judge-hotfixes.ts';
import { createMemory, type HotfixDeed } from './memory.ts';
import type {
  AnswerRecord,
  HotfixRecord,
  MessageRecord,
  PromiseRecord,
  Records,
} from './records.ts';

const MONDAY = '2026-11-16T08:00:00.000Z';
const SUNDAY = '2026-11-22T12:00:00.000Z';

const MESSAGE: MessageRecord = {
  key: 'digest:R:2026-11-16',
  workspaceId: 'T1',
  state: 'sent',
  reason: null,
  channelId: 'C1',
  ts: '1.0',
  notBefore: null,
  usefulUntil: null,
  threadOf: null,
  wanted: JSON.stringify({ text: 'On track', blocks: [{ type: 'divider' }] }),
  lateWanted: null,
};

describe('messages', () => {
  const row = MESSAGE;
  const stands: Standing = {
    channel: 'C1',
    ts: '1.0',
    text: 'On track',
    blocks: [{ type: 'divider', block_id: 'given by Slack' }],
    metadata: {
      event_type: 'slipway_message',
      event_payload: { key: opaqueKey('T1', 'digest:R:2026-11-16') },
    },
  };
  const judge = (more: Partial<MessageRecord>, ...standing: readonly Standing[]) =>
    judgeMessages([{ ...row, ...more }], standing, SUNDAY).map(
      ({ kind, words }) => `${kind}: ${words}`,
    );

  test('once, with its newest words, or with those for coming late', () => {
    expect(judge({}, stands)).toEqual([]);
    expect(judge({ wanted: '{"text":"x","blocks":[]}', lateWanted: row.wanted }, stands)).toEqual(
      [],
    );
  });

  test('not yet, or no more', () => {
    const gone = { channelId: null, ts: null };
    expect(judge({ ...gone, state: 'waiting', notBefore: '2026-11-23T08:00:00.000Z' })).toEqual([]);
    const skipped = { ...gone, state: 'skipped', reason: 'out of date' };
    expect(judge({ ...skipped, usefulUntil: SUNDAY })).toEqual([]);
    expect(judge({ ...skipped, usefulUntil: '2026-11-23T08:00:00.000Z' })).toHaveLength(1);
  });

  test('a thread ends with the message that it hangs on, and with no other', () => {
    const skipped = { ...row, channelId: null, ts: null, state: 'skipped', reason: 'out of date' };
    const late = { ...skipped, key: 'late', threadOf: row.key };
    expect(judgeMessages([{ ...skipped, usefulUntil: SUNDAY }, late], [], SUNDAY)).toEqual([]);
    expect(judgeMessages([row, late], [stands], SUNDAY)).toHaveLength(1);
  });

  test.each<[string, readonly string[]]>([
    ['lost: digest:R:2026-11-16 (sent, no reason)', judge({})],
    ['lost: digest:R:2026-11-16 (failed, why)', judge({ state: 'failed', reason: 'why' })],
    ['doubled: digest:R:2026-11-16 stands 2 times', judge({}, stands, { ...stands, ts: '2.0' })],
    ['lost: newest words of digest:R:2026-11-16', judge({}, { ...stands, text: 'Not known yet' })],
    ['lost: newest words of digest:R:2026-11-16', judge({}, { ...stands, blocks: [] })],
    ['wrong: digest:R:2026-11-16 is recorded at C1 9.0', judge({ ts: '9.0' }, stands)],
    ['wrong: digest:R:2026-11-16 stands, but is unknown', judge({ state: 'unknown' }, stands)],
    [
      'wrong: C1 2.0 belongs to no message',
      judge({}, stands, { ...stands, ts: '2.0', metadata: null }),
    ],
  ])('%s', (fault, faults) => {
    expect(faults).toEqual([expect.stringContaining(fault)]);
  });
});

describe('answers', () => {
  const slot = { userId: 'U0IVO', releaseId: 'R', week: '2026-11-16' };
  const texts = { accomplishments: 'a', risks: 'r', mitigation: 'm', focus: 'f' };
  const row: AnswerRecord = { ...slot, confidence: 4, ...texts };

  test('the last one that was acknowledged: a tap leaves the words of the form', () => {
    const memory = createMemory();
    memory.note(slot, { confidence: 2, texts }, true);
    memory.note(slot, { confidence: 4 }, true);
    expect(judgeAnswers(memory.all(), [row])).toEqual([]);
    expect(judgeAnswers(memory.all(), [{ ...row, confidence: 2 }])).toHaveLength(1);
    expect(judgeAnswers(memory.all(), [{ ...row, risks: '' }])).toHaveLength(1);
    expect(judgeAnswers(memory.all(), [])).toEqual([
      expect.objectContaining({
        kind: 'lost',
        words: 'the answer of U0IVO for R in 2026-11-16: nothing instead of 4, "a"',
      }),
    ]);
  });

  test('one that was not acknowledged may stand or not, whatever follows', () => {
    const memory = createMemory();
    memory.note(slot, { confidence: 2, texts }, false);
    expect(judgeAnswers(memory.all(), [])).toEqual([]);
    memory.note(slot, { confidence: 4 }, true);
    expect(judgeAnswers(memory.all(), [row])).toEqual([]);
    expect(judgeAnswers(memory.all(), [{ ...row, risks: '' }])).toEqual([]);
    expect(judgeAnswers(memory.all(), [{ ...row, confidence: 2 }])).toHaveLength(1);
  });

  test('each acknowledgement is told', () => {
    const memory = createMemory();
    let heard = 0;
    const forget = memory.onAcknowledged(() => (heard += 1));
    memory.note(slot, { confidence: 2 }, false);
    memory.note(slot, { confidence: 2 }, true);
    forget();
    memory.note(slot, { confidence: 3 }, true);
    expect(heard).toBe(1);
    expect(memory.all()[0]?.acknowledged).toBe(2);
  });
});

describe('hotfixes', () => {
  const at = '2026-11-16T10:00:00.000Z';
  const hotfix: HotfixRecord = {
    id: 'hfx_1',
    seen: 'down',
    step: 'development',
    declaredAt: at,
    declarations: 1,
    openSteps: 1,
    endedSteps: 2,
    moves: 1,
    approvals: 2,
    decisions: 2,
    rolesTwice: 0,
  };
  const decisions = ['hfx_1/technical_lead', 'hfx_1/product_owner'];
  const judge = (
    deeds: readonly HotfixDeed[],
    more: Partial<HotfixRecord> = {},
    kept: Partial<Pick<Records, 'decisions' | 'news' | 'hotfixes'>> = {},
  ) =>
    judgeHotfixes(deeds, {
      hotfixes: [{ ...hotfix, ...more }],
      decisions,
      news: ['found'],
      messages: [{ ...MESSAGE, key: 'hotfix:hfx_1:C1' }],
      ...kept,
    }).map(({ kind, words }) => `${kind}: ${words}`);
  const deed = (kind: HotfixDeed['kind'], words: string, hotfixId = 'hfx_1'): HotfixDeed => ({
    kind,
    words,
    hotfixId,
    at,
  });

  test('each once, with all that was acknowledged', () => {
    const all = [
      deed('declared', 'down', ''),
      deed('approved', 'technical_lead'),
      deed('news', 'found'),
    ];
    expect(judge(all)).toEqual([]);
    expect(judge([deed('cancelled', 'why')], { step: 'cancelled', openSteps: 0 })).toEqual([]);
    expect(judge([deed('news', 'late')], { step: 'cancelled', openSteps: 0 })).toEqual([]);
  });

  test('one that was declared just before another may have been taken for it', () => {
    expect(judge([deed('declared', 'out', '')])).toEqual([]);
    const later = { ...deed('declared', 'out', ''), at: '2026-11-18T10:00:00.000Z' };
    expect(judge([later])).toEqual(['lost: declared “out”']);
  });

  test.each<[string, readonly string[]]>([
    ['lost: news “late”', judge([deed('news', 'late')])],
    ['lost: cancelled “why”', judge([deed('cancelled', 'why')])],
    [
      'lost: approved “technical_lead”',
      judge([deed('approved', 'technical_lead')], {}, { decisions: [] }),
    ],
    ['doubled: the hotfix “down” stands twice', judge([], {}, { hotfixes: [hotfix, hotfix] })],
    ['doubled: the news “found” stand twice', judge([], {}, { news: ['found', 'found'] })],
    ['was declared 2 times', judge([], { declarations: 2 })],
    ['is on 2 steps', judge([], { openSteps: 2 })],
    ['is on 1 steps', judge([], { step: 'closed', endedSteps: 2 })],
    ['ended 2 steps, and its history tells of 2 moves', judge([], { moves: 2 })],
    ['has 2 decisions, its history 3', judge([], { decisions: 3 })],
    ['decided twice for one role', judge([], { rolesTwice: 1 })],
    ['was never told', judge([], { id: 'hfx_2' })],
  ])('%s', (fault, faults) => {
    expect(faults).toEqual([expect.stringContaining(fault)]);
  });
});

describe('promises', () => {
  const promise = (key: string, kind: string, more: Partial<PromiseRecord>): PromiseRecord => ({
    key,
    kind,
    dueAt: '2026-11-20T14:00:00.000Z',
    usefulUntil: '2026-11-22T14:00:00.000Z',
    updatedAt: '2026-11-20T14:00:00.000Z',
    state: 'done',
    reason: null,
    releaseId: null,
    userId: null,
    week: '2026-11-16',
    ...more,
  });
  const digest = promise('report.digest:R:2026-11-16', 'report.digest', { releaseId: 'R' });
  const asks = Object.values(PEOPLE).map(({ id }) =>
    promise(`checkin.ask:${id}`, 'checkin.ask', {
      userId: id,
      state: 'skipped',
      reason: 'paused until Mon 7 Dec',
    }),
  );
  const said: MessageRecord[] = [
    {
      key: 'digest:R:2026-11-16',
      workspaceId: 'T1',
      state: 'sent',
      reason: null,
      channelId: 'C1',
      ts: '1.0',
      notBefore: null,
      usefulUntil: null,
      threadOf: null,
      wanted: '{}',
      lateWanted: null,
    },
  ];
  const judge = (promises: readonly PromiseRecord[], messages = said, now = SUNDAY) =>
    judgePromises({ releases: ['R'], promises, messages }, MONDAY, now).map(
      ({ kind, words }) => `${kind}: ${words}`,
    );

  test('kept and said, or skipped with a reason, each week', () => {
    expect(judge([digest, ...asks])).toEqual([]);
    const skipped = { ...digest, state: 'skipped', reason: 'held by Mara' };
    expect(judge([skipped, ...asks], [])).toEqual([]);
    expect(judge([], [], '2026-11-20T13:59:00.000Z')).toEqual([]);
  });

  test('given up is fine only when its time was over', () => {
    const failed = { ...digest, state: 'failed', reason: 'no try succeeded' };
    expect(judge([{ ...failed, updatedAt: '2026-11-22T15:00:00.000Z' }, ...asks], [])).toEqual([]);
    expect(judge([failed, ...asks], [])).toEqual([
      expect.stringContaining('was given up before its time was over'),
    ]);
  });

  test.each<[string, readonly string[]]>([
    ['lost: digest:R:2026-11-16: promised 0 times', judge(asks, [])],
    ['lost: digest:R:2026-11-16: promised 2 times', judge([digest, digest, ...asks])],
    ['lost: digest:R:2026-11-16: kept, but never said', judge([digest, ...asks], [])],
    [
      'wrong: digest:R:2026-11-16: skipped (held), and said',
      judge([{ ...digest, state: 'skipped', reason: 'held' }, ...asks]),
    ],
    ['lost: U0MARA was never to be asked in 2026-11-16', judge([digest, ...asks.slice(1)])],
    [
      'lost: the ask of U0MARA in 2026-11-16: kept, but never said',
      judge([digest, ...asks.map((ask, index) => (index === 0 ? { ...ask, state: 'done' } : ask))]),
    ],
    [
      'was skipped without a reason',
      judge([digest, ...asks.map((ask, index) => (index === 0 ? { ...ask, reason: '' } : ask))]),
    ],
    [
      'was never kept (waiting)',
      judge([digest, ...asks, promise('late', 'plan.step', { state: 'waiting' })]),
    ],
    [
      'was never kept (doing)',
      judge([digest, ...asks, promise('stuck', 'plan.step', { state: 'doing' })]),
    ],
  ])('%s', (fault, faults) => {
    expect(faults).toEqual([expect.stringContaining(fault)]);
  });
});
