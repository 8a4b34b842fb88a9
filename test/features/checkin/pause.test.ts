import { afterEach, describe, expect, test } from 'vitest';
import { breaches } from './limits.ts';
import { seen } from './seen.ts';
import { ASK, aWorld, WEEK, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const reply = () => seen(world.replies.at(-1)?.blocks);

describe('pausing', () => {
  test('by command rests until the day, and says so', async () => {
    world = await aWorld();
    await world.command('UIVO', 'pause until next thursday');
    expect(reply()).toBe(
      'Your check-ins are paused until Thu 26 Nov; from that day on I ask you again.\n[Resume now]',
    );
    expect(await world.journal('person.paused')).toEqual([
      { actor: 'UIVO', detail: { until: '2026-11-26' } },
    ]);
    await world.push('2026-11-25T12:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual([]);
    expect(
      (await world.promises()).find(({ key }) => key === `checkin.ask:UIVO:${WEEK}`),
    ).toMatchObject({
      state: 'skipped',
      reason: 'paused until Thu 26 Nov',
    });
    await world.push('2026-11-26T09:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual(['checkin.ask:UIVO:2026-11-23']);
  });

  test('after being asked stops the reminder', async () => {
    world = await aWorld();
    await world.push(ASK);
    await world.command('UIVO', 'pause until 2026-12-24');
    await world.push('2026-11-19T18:00:00.000Z');
    expect(await world.messagesTo('UIVO')).toEqual([`checkin.ask:UIVO:${WEEK}`]);
  });

  test('in words that are unclear says how', async () => {
    world = await aWorld();
    await world.command('UIVO', 'pause until the cows come home');
    expect(reply()).toMatch(
      /^I did not understand until when\. Try “\/checkin pause until 2026-12-24”/,
    );
    expect(await world.journal('person.paused')).toEqual([]);
  });

  test.each(['command', 'menu'])('by %s without a day asks for one', async (by) => {
    world = await aWorld();
    await world.push(ASK);
    if (by === 'command') await world.command('UIVO', 'pause');
    else await world.press('UIVO', 'checkin.more', `pause|${WEEK}`);
    const form = world.newestModal();
    expect(seen(form?.blocks)).toContain('When may I ask you again? *:');
    if (form === undefined) return;
    expect(await world.submit('UIVO', form, { until: '2026-11-19' })).toEqual({
      kind: 'errors',
      errors: { until: 'Choose a day ahead, at most a year from now.' },
    });
    expect(await world.submit('UIVO', form, { until: '2026-12-01' })).toEqual({ kind: 'close' });
    expect(await world.journal('person.paused')).toHaveLength(1);
    expect(await world.home('UIVO')).toContain('Your check-ins are paused until Tue 1 Dec');
  });

  test('ends by command or by button', async () => {
    world = await aWorld();
    await world.command('UIVO', 'resume');
    expect(reply()).toContain('Your check-ins are not paused.');
    await world.command('UIVO', 'pause until 24 Dec');
    await world.press('UIVO', 'checkin.resume', 'resume');
    expect(reply()).toBe('Your check-ins go on.');
    await world.command('UIVO', 'pause until 24 Dec');
    await world.command('UIVO', 'resume');
    expect(reply()).toContain('Your check-ins go on.');
    expect(await world.journal('person.resumed')).toHaveLength(2);
    await world.push(ASK);
    expect(await world.messagesTo('UIVO')).toHaveLength(1);
  });

  test('is for people who are asked', async () => {
    world = await aWorld();
    await world.command('UNEW', 'pause until 24 Dec');
    expect(reply()).toContain('You are not on the check-in list of any project.');
  });
});

describe('one’s own history', () => {
  test('is empty at first', async () => {
    world = await aWorld();
    await world.command('UIVO', 'history');
    expect(reply()).toContain('You have not answered a check-in yet.');
  });

  test('shows the newest first, and nobody else’s', async () => {
    world = await aWorld();
    await world.push(ASK);
    await world.press('UIVO', 'checkin.tap:4', `atlas-070|${WEEK}|4`);
    await world.press('UDANA', 'checkin.tap:1', `atlas-070|${WEEK}|1`);
    await world.push('2026-11-26T09:00:00.000Z');
    const form = await world.command('UIVO', '');
    if (form !== undefined)
      await world.submit('UIVO', form, { confidence: '2', risks: 'Host comes late' });
    await world.command('UIVO', 'history');
    expect(reply()).toBe(
      [
        '**Your check-ins, newest first** · only you see this',
        '**Week of Mon 23 Nov** · Atlas 0.7.0 · unlikely',
        'Risk: Host comes late',
        '**Week of Mon 16 Nov** · Atlas 0.7.0 · likely',
      ].join('\n'),
    );
    expect(breaches(world.replies.at(-1)?.blocks ?? [], 'message')).toEqual([]);
  });
});

test('an unknown word is answered with the nearest', async () => {
  world = await aWorld();
  await world.command('UIVO', 'histroy');
  expect(world.replies.at(-1)?.text).toContain('history');
});

test('“What is this?” is answered to the asking person only', async () => {
  world = await aWorld();
  await world.push(ASK);
  await world.press('UIVO', 'checkin.more', `about|${WEEK}`);
  expect(reply()).toContain('One tap is a full answer.');
  expect(await world.messagesTo('UIVO')).toHaveLength(1);
});
