import { afterEach, describe, expect, test } from 'vitest';
import { seen } from './seen.ts';
import { anItem, endRelease, linkLogin, postDigest, saveAgain } from './given.ts';
import { ASK, aWorld, WEEK, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const tap = (userId: string, confidence: number, week = WEEK) =>
  world.press(userId, `checkin.tap:${confidence}`, `atlas-070|${week}|${confidence}`);
const message = async (userId: string) =>
  seen((await world.said(`checkin.ask:${userId}:${WEEK}`))?.blocks);

describe('a tap', () => {
  test('is a full answer, with what GitHub showed', async () => {
    world = await aWorld();
    await anItem(world, {
      number: 90,
      title: 'pct create',
      assignee: 'ivo',
      closedAt: '2026-11-17T09:00:00.000Z',
    });
    await linkLogin(world, 'UIVO', 'ivo');
    await world.push(ASK);
    await tap('UIVO', 4);
    expect(await message('UIVO')).toContain(
      '**Recorded: likely.** Atlas 0.7.0 by Fri 11 Dec\n[Add details] [Change]',
    );
    expect(world.replies).toEqual([]);
    expect(await world.voice('atlas-070')).toMatchObject({
      asked: 4,
      answered: 1,
      votes: 1,
      medianConfidence: null,
      accomplishments: [{ userId: 'UIVO', text: 'pct create (#90)', isPrivate: false }],
    });
  });

  test('is noted without what was said', async () => {
    world = await aWorld();
    await world.push(ASK);
    await tap('UIVO', 4);
    expect(await world.journal('checkin.answered')).toEqual([
      {
        actor: 'UIVO',
        detail: { week: WEEK, by: 'tap', late: false, first: true, changed: ['confidence'] },
      },
    ]);
  });

  test('twice changes it, and the same twice is noted once', async () => {
    world = await aWorld();
    await world.push(ASK);
    await tap('UIVO', 4);
    await world.press('UIVO', 'checkin.change', `atlas-070|${WEEK}`);
    expect(await message('UIVO')).toMatch(
      /^Recorded: likely\. \*\*Will Atlas 0\.7\.0 ship.*\n\[Sure\] \[Likely\]/,
    );
    await tap('UIVO', 1);
    await tap('UIVO', 1);
    expect(await message('UIVO')).toContain('**Recorded: no.**');
    expect((await world.journal('checkin.answered')).map(({ detail }) => detail['first'])).toEqual([
      true,
      false,
    ]);
    expect(await world.voice('atlas-070')).toMatchObject({ votes: 1 });
  });

  test('case 12: delivered twice is one answer', async () => {
    world = await aWorld();
    await world.push(ASK);
    const arrival = {
      key: 'the-same',
      kind: 'action' as const,
      body: {
        type: 'block_actions',
        actions: [
          {
            action_id: 'checkin.tap:4',
            block_id: 'b',
            type: 'button',
            value: `atlas-070|${WEEK}|4`,
          },
        ],
        user: { id: 'UIVO' },
      },
    };
    await world.arrive(arrival);
    await world.arrive(arrival);
    expect(await world.journal('checkin.answered')).toHaveLength(1);
  });

  test('before the digest is in time, after it is late and kept', async () => {
    world = await aWorld();
    await world.push('2026-11-20T10:00:00.000Z');
    await tap('UDANA', 5);
    await world.push('2026-11-20T14:00:00.000Z');
    await postDigest(world);
    await tap('UIVO', 2);
    await tap('UDANA', 4);
    expect(world.replies.map(({ text }) => text)).toEqual([
      "This week's digest of Atlas 0.7.0 is out already. Your answer is kept, marked late.",
      "This week's digest of Atlas 0.7.0 is out already. Your answer is kept, marked late.",
    ]);
    expect(await message('UIVO')).toContain('**Recorded, late: unlikely.**');
    // Dana's answer came in time; only the change was late.
    expect(await message('UDANA')).toContain('**Recorded: likely.**');
    expect(await world.voice('atlas-070')).toMatchObject({ answered: 2, answeredLate: 1 });
    expect((await world.journal('checkin.answered')).map(({ detail }) => detail['late'])).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('last week’s digest does not make this week’s answer late', async () => {
    world = await aWorld({ now: '2026-11-13T14:00:00.000Z' });
    await postDigest(world);
    await world.push(ASK);
    await tap('UIVO', 5);
    expect(await world.voice('atlas-070')).toMatchObject({ answered: 1, answeredLate: 0 });
  });

  test('weeks later on an old message is kept for its week', async () => {
    world = await aWorld();
    await world.push(ASK);
    await world.push('2026-12-02T09:00:00.000Z');
    await tap('UIVO', 3);
    expect(await world.voice('atlas-070', WEEK)).toMatchObject({ answered: 1 });
    expect(await world.voice('atlas-070', '2026-11-30')).toMatchObject({ answered: 0 });
  });

  test('after the release has shipped is kept, and said', async () => {
    world = await aWorld();
    await world.push(ASK);
    await endRelease(world, 'atlas-070', 'released');
    await tap('UIVO', 5);
    expect(world.replies.at(-1)?.text).toBe(
      'Atlas 0.7.0 is no longer on its way; your answer is kept all the same.',
    );
    expect(await world.voice('atlas-070')).toMatchObject({ answered: 1 });
  });
});

describe('who may not answer', () => {
  test.each([
    [
      'not on the list',
      'UNEW',
      `atlas-070|${WEEK}|5`,
      'You are not on the check-in list of Atlas.',
    ],
    [
      'an unknown release',
      'UIVO',
      `atlas-099|${WEEK}|5`,
      'This button is out of date and changed nothing.',
    ],
    [
      'no week',
      'UIVO',
      'atlas-070|2026-11-18|5',
      'This button is out of date and changed nothing.',
    ],
    [
      'a week to come',
      'UIVO',
      'atlas-070|2026-11-23|5',
      'This button is out of date and changed nothing.',
    ],
    [
      'a confidence beyond five',
      'UIVO',
      `atlas-070|${WEEK}|6`,
      'This button is out of date and changed nothing.',
    ],
    ['nothing at all', 'UIVO', '', 'This button is out of date and changed nothing.'],
  ])('%s', async (_name, userId, value, sentence) => {
    world = await aWorld();
    await world.push(ASK);
    await world.press(userId, 'checkin.tap:5', value);
    expect(world.replies.at(-1)?.text).toContain(sentence);
    expect(await world.voice('atlas-070')).toMatchObject({ answered: 0 });
  });

  test('whoever was asked may still answer after they left the list', async () => {
    world = await aWorld();
    await world.push(ASK);
    await saveAgain(world, { members: ['UDANA', 'UKAI'] });
    await tap('UIVO', 5);
    expect(await world.voice('atlas-070')).toMatchObject({ answered: 1 });
  });
});

describe('what the team said', () => {
  test('shows the middle from three votes on, and nobody’s own', async () => {
    world = await aWorld();
    await world.push(ASK);
    await tap('UIVO', 5);
    await tap('UDANA', 2);
    expect((await world.voice('atlas-070')).medianConfidence).toBeNull();
    await tap('UMARA', 1);
    const voice = await world.voice('atlas-070');
    expect(voice).toMatchObject({
      asked: 4,
      answered: 3,
      votes: 3,
      medianConfidence: 2,
      missing: ['UKAI'],
    });
    expect(Object.keys(voice).sort()).toEqual([
      'accomplishments',
      'answered',
      'answeredLate',
      'asked',
      'focus',
      'medianConfidence',
      'missing',
      'risks',
      'slipping',
      'support',
      'votes',
    ]);
  });

  test('does not wait for whoever paused after being asked', async () => {
    world = await aWorld();
    await world.push(ASK);
    await world.command('UKAI', 'pause until 2 weeks');
    expect(await world.voice('atlas-070')).toMatchObject({
      asked: 3,
      missing: ['UDANA', 'UIVO', 'UMARA'],
    });
  });
});

test('Home shows the open check-in with the same buttons, and drops it once answered', async () => {
  world = await aWorld();
  await world.push(ASK);
  expect(await world.home('UIVO')).toContain('checkin.tap:5');
  await tap('UIVO', 5);
  expect(await world.home('UIVO')).toBe('[]');
  expect(await world.home('UNEW')).toBe('[]');
});

describe('a proposed GitHub login', () => {
  test('is used only after the person said that it is theirs', async () => {
    world = await aWorld();
    await anItem(world, {
      number: 90,
      title: 'pct create',
      assignee: 'ivo',
      closedAt: '2026-11-17T09:00:00.000Z',
    });
    await linkLogin(world, 'UIVO', 'ivo', 'proposed');
    await world.push(ASK);
    expect(await message('UIVO')).toContain('**Is ivo your GitHub login?**');
    expect(await message('UIVO')).not.toContain('pct create');
    await world.press('UIVO', 'checkin.login:yes', 'ivo');
    expect(await message('UIVO')).toContain(
      'only you see this until you answer: closed pct create (#90)',
    );
    expect(await message('UIVO')).not.toContain('your GitHub login');
  });

  test('is forgotten when it is not theirs', async () => {
    world = await aWorld();
    await linkLogin(world, 'UIVO', 'dana', 'proposed');
    await world.push(ASK);
    await world.press('UIVO', 'checkin.login:no', 'dana');
    expect(await message('UIVO')).not.toContain('your GitHub login');
    await world.press('UIVO', 'checkin.login:yes', 'dana');
    expect(world.replies.at(-1)?.text).toContain('That question is settled already.');
  });

  test('belongs to one person only', async () => {
    world = await aWorld();
    await linkLogin(world, 'UDANA', 'Dana');
    await linkLogin(world, 'UIVO', 'dana', 'proposed');
    await world.push(ASK);
    await world.press('UIVO', 'checkin.login:yes', 'dana');
    expect(world.replies.at(-1)?.text).toContain('Dana has confirmed that login as theirs.');
  });
});
