import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_RHYTHM } from '../../../src/release/projects.ts';
import { seen } from './seen.ts';
import { aProject, aRelease, anItem, endRelease, linkLogin, moveDate, saveAgain } from './given.ts';
import { ASK, aWorld, WEEK, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const promised = async (userId: string) =>
  (await world.promises())
    .filter(({ key }) => key.includes(userId))
    .map(({ key, due_at, state, reason }) =>
      [key, due_at.slice(0, 16), state, reason ?? ''].join(' ').trim(),
    );

describe('who is asked when', () => {
  test('everyone on the list, at ten on their own clock, one message each', async () => {
    world = await aWorld();
    await world.push('2026-11-18T21:00:00.000Z');
    expect(await world.messagesTo('UKAI')).toEqual([`checkin.ask:UKAI:${WEEK}`]);
    expect(await world.messagesTo('UIVO')).toEqual([]);
    await world.push(ASK);
    for (const userId of ['UIVO', 'UDANA', 'UMARA'])
      expect(await world.messagesTo(userId)).toEqual([`checkin.ask:${userId}:${WEEK}`]);
    expect(await world.messagesTo('UNEW')).toEqual([]);
  });

  test('the promises of one person through a week that nobody answers', async () => {
    world = await aWorld();
    await world.push('2026-11-20T09:00:00.000Z');
    expect(await promised('UIVO')).toMatchInlineSnapshot(`
      [
        "checkin.ask:UIVO:2026-11-16 2026-11-19T09:00 done",
        "checkin.remind:UIVO:2026-11-16 2026-11-19T15:00 done",
        "checkin.close:UIVO:2026-11-16:2026-11-19T17:00:00.000Z 2026-11-19T17:00 done",
        "checkin.ask:UIVO:2026-11-23 2026-11-26T09:00 waiting",
        "checkin.ask:UIVO:2026-11-30 2026-12-03T09:00 waiting",
      ]
    `);
    expect(await world.messagesTo('UIVO')).toEqual([
      `checkin.ask:UIVO:${WEEK}`,
      `checkin.remind:UIVO:${WEEK}`,
    ]);
    expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).toMatchInlineSnapshot(`
      "Closed. Answer below or with /checkin.
      **Why you get this: **Mara added you to Atlas as someone who works on its releases.
      It comes once a week, Thu 10:00 your time, one message for all your releases, with one reminder at most. To stop: “/checkin pause until 24 Dec”, or ask Mara to take you off."
    `);
    expect(seen((await world.said(`checkin.remind:UIVO:${WEEK}`))?.blocks)).toMatchInlineSnapshot(`
      "**The check-in for Atlas 0.7.0 is closed.** An answer still counts.
      [Answer now] ⋯(Pause my check-ins | What is this?)"
    `);
    expect((await world.voice('atlas-070')).missing).toEqual(['UKAI', 'UDANA', 'UIVO', 'UMARA']);
  });

  test('after the closing only the newest message has buttons, also when one is pressed', async () => {
    world = await aWorld();
    await linkLogin(world, 'UIVO', 'ivo-codes', 'proposed');
    await world.push('2026-11-19T18:00:00.000Z');
    const drawn = async (purpose: string) =>
      seen((await world.said(`checkin.${purpose}:UIVO:${WEEK}`))?.blocks);
    expect(await drawn('ask')).not.toContain('[');
    expect(await drawn('remind')).toContain('[Answer now]');
    expect(await drawn('remind')).toContain('[That is me] [Not me]');
    await world.press('UIVO', 'checkin.login:yes', 'ivo-codes');
    await world.press('UIVO', 'checkin.tap:2', `atlas-070|${WEEK}|2`);
    expect(await drawn('ask')).toBe('**Recorded: unlikely.** Atlas 0.7.0 by Fri 11 Dec');
    await world.press('UIVO', 'checkin.change', `atlas-070|${WEEK}`);
    expect(await drawn('ask')).not.toContain('[');
    expect(await drawn('remind')).toContain('[Sure]');
  });

  test('whoever is not reminded keeps the button after the closing', async () => {
    world = await aWorld();
    world.clock.push('2026-11-19T16:00:00.000Z');
    await world.push('2026-11-19T18:00:00.000Z');
    expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).toContain('[Answer now]');
  });

  test('a start promises nothing twice', async () => {
    world = await aWorld();
    const before = await world.promises();
    await world.start();
    expect(await world.promises()).toEqual(before);
  });

  test('several projects are one message, at the earliest rhythm', async () => {
    world = await aWorld();
    await aProject(world, {
      id: 'borealis',
      name: 'Borealis',
      members: ['UIVO'],
      rhythm: { ...DEFAULT_RHYTHM, askWeekday: 3 },
    });
    await world.push(ASK);
    expect(await world.messagesTo('UIVO')).toEqual([
      `checkin.ask:UIVO:${WEEK}`,
      `checkin.remind:UIVO:${WEEK}`,
    ]);
    // Borealis closed on Wednesday; Atlas, asked in the same message, is open until Thursday.
    expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).toMatchInlineSnapshot(`
      "**Will Atlas 0.7.0 ship by Fri 11 Dec?** One tap is a full answer
      [Sure] [Likely] [50:50] [Unlikely] [No]
      **The check-in for Borealis 0.7.0 is closed.** An answer still counts.
      [Answer now]
      [Add details] ⋯(Remind me in two hours | Pause my check-ins | What is this?)
      **Why you get this: **Mara added you to Borealis as someone who works on its releases.
      It comes once a week, Wed 10:00 your time, one message for all your releases, with one reminder at most. To stop: “/checkin pause until 24 Dec”, or ask Mara to take you off.
      _Open until <!date^1795107600^{time} {date_short_pretty}|2026-11-19 17:00 UTC>_"
    `);
  });

  test('their own closed items stand in the message once their login is confirmed', async () => {
    world = await aWorld();
    await anItem(world, {
      number: 90,
      title: 'pct create arguments',
      assignee: 'Ivo-Codes',
      closedAt: '2026-11-13T09:00:00.000Z',
    });
    await anItem(world, {
      number: 91,
      title: 'closed before',
      assignee: 'ivo-codes',
      closedAt: '2026-11-12T08:00:00.000Z',
    });
    await anItem(world, {
      number: 92,
      title: 'of somebody else',
      assignee: 'dana',
      closedAt: '2026-11-13T09:00:00.000Z',
    });
    await linkLogin(world, 'UIVO', 'ivo-codes');
    await linkLogin(world, 'UDANA', 'dana', 'proposed');
    await world.push(ASK);
    expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).toContain(
      'From GitHub, only you see this until you answer: closed pct create arguments (#90)\n',
    );
    expect(seen((await world.said(`checkin.ask:UDANA:${WEEK}`))?.blocks)).not.toContain(
      'somebody else',
    );
  });

  test('only the first message explains itself', async () => {
    world = await aWorld();
    await world.push('2026-11-26T09:00:00.000Z');
    const why = async (week: string) =>
      seen((await world.said(`checkin.ask:UIVO:${week}`))?.blocks).includes('Why you get this');
    expect([await why(WEEK), await why('2026-11-23')]).toEqual([true, false]);
  });

  test('the explanation goes with the first answer, and stays in the menu', async () => {
    world = await aWorld();
    await world.push(ASK);
    await world.press('UIVO', 'checkin.tap:4', `atlas-070|${WEEK}|4`);
    expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).not.toContain('Why you');
    await world.press('UIVO', 'checkin.change', `atlas-070|${WEEK}`);
    expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).not.toContain('Why you');
    await world.press('UIVO', 'checkin.more', `about|${WEEK}`);
    expect(seen(world.replies.at(-1)?.blocks)).toContain(
      '\n**Why you get this: **Mara added you to Atlas as someone who works on its releases.\n',
    );
    await world.press('UNEW', 'checkin.more', `about|${WEEK}`);
    expect(seen(world.replies.at(-1)?.blocks)).not.toContain('Why you get this');
  });
});

describe('who is not asked', () => {
  test('nobody on an idle day, with the reason in the ledger', async () => {
    world = await aWorld({ projects: [{ idleDays: ['2026-11-19'] }] });
    await world.push('2026-11-20T12:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual([]);
    expect((await promised('UIVO'))[0]).toBe(
      `checkin.ask:UIVO:${WEEK} 2026-11-19T09:00 skipped Thu 19 Nov is an idle day of Atlas`,
    );
    await world.push('2026-11-26T09:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual(['checkin.ask:UIVO:2026-11-23']);
  });

  test('nobody whose account was deactivated since', async () => {
    world = await aWorld();
    world.deactivated.add('UIVO');
    await world.push(ASK);
    expect(await world.messagesTo('UIVO')).toEqual([]);
    expect((await promised('UIVO'))[0]).toContain('skipped their Slack account is deactivated');
  });

  test('nobody who answered before being asked', async () => {
    world = await aWorld();
    const form = await world.command('UIVO', '');
    await world.submit('UIVO', form ?? never(), { confidence: '5' });
    await world.push('2026-11-20T12:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual([]);
    expect((await promised('UIVO'))[0]).toContain('skipped answered before being asked');
    expect(await world.voice('atlas-070')).toMatchObject({ asked: 4, answered: 1 });
  });

  test('nobody who was taken off the list', async () => {
    world = await aWorld();
    await saveAgain(world, { members: ['UDANA', 'UKAI'] });
    await world.push(ASK);
    expect(await world.messagesTo('UIVO')).toEqual([]);
    expect((await promised('UIVO'))[0]).toContain('skipped on no list of a release on its way');
  });

  test('case 26: a person who moved is asked on their new clock from the next week on', async () => {
    world = await aWorld();
    world.zones.set('UIVO', 'America/New_York');
    await world.push(ASK);
    expect((await promised('UIVO')).at(1)).toContain(
      `checkin.remind:UIVO:${WEEK} 2026-11-19T21:00`,
    );
    expect((await promised('UIVO')).at(-1)).toBe(
      'checkin.ask:UIVO:2026-11-23 2026-11-26T15:00 waiting',
    );
  });
});

describe('when releases come and go', () => {
  test('after shipping there is silence, and what stands says so', async () => {
    world = await aWorld();
    await world.push(ASK);
    await world.press('UDANA', 'checkin.tap:5', `atlas-070|${WEEK}|5`);
    await endRelease(world, 'atlas-070', 'released');
    expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).toContain(
      '**Atlas 0.7.0 has shipped.** No answer needed.',
    );
    expect(seen((await world.said(`checkin.ask:UDANA:${WEEK}`))?.blocks)).toContain(
      '**Atlas 0.7.0 has shipped.** Recorded: sure.',
    );
    await world.push('2026-12-31T12:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual([`checkin.ask:UIVO:${WEEK}`]);
    expect(await promised('UIVO')).toMatchInlineSnapshot(`
      [
        "checkin.ask:UIVO:2026-11-16 2026-11-19T09:00 done",
        "checkin.remind:UIVO:2026-11-16 2026-11-19T15:00 skipped nothing left to answer",
        "checkin.close:UIVO:2026-11-16:2026-11-19T17:00:00.000Z 2026-11-19T17:00 done",
        "checkin.ask:UIVO:2026-11-23 2026-11-26T09:00 skipped on no list of a release on its way",
        "checkin.ask:UIVO:2026-11-30 2026-12-03T09:00 skipped on no list of a release on its way",
      ]
    `);
  });

  test('shipped on Tuesday, the next planned on Wednesday: asked on Thursday', async () => {
    world = await aWorld();
    await endRelease(world, 'atlas-070', 'cancelled');
    expect((await promised('UIVO')).every((line) => line.includes('skipped'))).toBe(true);
    await aRelease(world, { id: 'atlas-080', version: '0.8.0', target: '2027-01-29' });
    await world.push(ASK);
    expect(await world.messagesTo('UIVO')).toEqual([`checkin.ask:UIVO:${WEEK}`]);
    expect((await world.said(`checkin.ask:UIVO:${WEEK}`))?.text).toContain('Atlas 0.8.0');
  });

  test('a moved target date is asked about at once', async () => {
    world = await aWorld();
    await world.push(ASK);
    await moveDate(world, 'atlas-070', '2026-12-18');
    expect((await world.said(`checkin.ask:UIVO:${WEEK}`))?.text).toContain('ship by Fri 18 Dec?');
  });

  test('a changed rhythm moves the asks that have not gone out', async () => {
    world = await aWorld();
    await saveAgain(world, { rhythm: { ...DEFAULT_RHYTHM, askWeekday: 3, askTime: '11:30' } });
    expect((await promised('UIVO')).map((line) => line.slice(28))).toEqual([
      '2026-11-18T10:30 waiting',
      '2026-11-25T10:30 waiting',
    ]);
  });
});

describe('after downtime', () => {
  test('asked late while the window is open', async () => {
    world = await aWorld();
    world.clock.push('2026-11-19T13:00:00.000Z');
    await world.push('2026-11-19T13:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual([`checkin.ask:UIVO:${WEEK}`]);
    await world.push('2026-11-19T18:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toHaveLength(2);
  });

  test('not reminded when the ask itself was that late', async () => {
    world = await aWorld();
    world.clock.push('2026-11-19T16:00:00.000Z');
    await world.push('2026-11-19T18:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual([`checkin.ask:UIVO:${WEEK}`]);
  });

  test('skipped when the window is over, and asked in the next week', async () => {
    world = await aWorld();
    world.clock.push('2026-11-19T17:01:00.000Z');
    await world.push('2026-11-26T09:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual(['checkin.ask:UIVO:2026-11-23']);
  });
});

describe('the reminder', () => {
  test('comes once, only to those who have not answered', async () => {
    world = await aWorld();
    await world.push(ASK);
    await world.press('UDANA', 'checkin.tap:3', `atlas-070|${WEEK}|3`);
    await world.push('2026-11-19T15:00:00.000Z');
    expect(await world.messagesTo('UDANA')).toHaveLength(1);
    expect((await world.said(`checkin.remind:UIVO:${WEEK}`))?.text).toMatch(
      /^Still open: will Atlas 0.7.0/,
    );
  });

  test('is edited together with the question', async () => {
    world = await aWorld();
    await world.push('2026-11-19T15:00:00.000Z');
    await world.press('UIVO', 'checkin.tap:2', `atlas-070|${WEEK}|2`);
    for (const purpose of ['ask', 'remind'])
      expect((await world.said(`checkin.${purpose}:UIVO:${WEEK}`))?.text).toBe(
        'Recorded: unlikely. Atlas 0.7.0 by Fri 11 Dec',
      );
  });

  test('is put off by two hours on request, and again after it came', async () => {
    world = await aWorld();
    await world.push('2026-11-19T14:30:00.000Z');
    await world.press('UIVO', 'checkin.more', `snooze|${WEEK}`);
    expect(seen(world.replies.at(-1)?.blocks)).toBe(
      'I remind you at {2026-11-19 16:30 UTC}, if you have not answered by then.',
    );
    await world.push('2026-11-19T16:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toHaveLength(1);
    await world.push('2026-11-19T16:30:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual([
      `checkin.ask:UIVO:${WEEK}`,
      `checkin.remind:UIVO:${WEEK}`,
    ]);
  });

  test('comes as a new message when it is put off a second time', async () => {
    world = await aWorld();
    await world.push(ASK);
    await world.press('UIVO', 'checkin.more', `snooze|${WEEK}`);
    await world.push('2026-11-19T11:00:00.000Z');
    await world.press('UIVO', 'checkin.more', `snooze|${WEEK}`);
    await world.push('2026-11-19T13:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual([
      `checkin.ask:UIVO:${WEEK}`,
      `checkin.remind:UIVO:${WEEK}`,
      `checkin.remind:UIVO:${WEEK}:1`,
    ]);
  });

  test('is not put off past the closing', async () => {
    world = await aWorld();
    await world.push('2026-11-19T15:30:00.000Z');
    await world.press('UIVO', 'checkin.more', `snooze|${WEEK}`);
    expect(world.replies.at(-1)?.text).toContain('closes before two hours are over');
  });
});

function never(): never {
  throw new Error('no form was opened');
}
