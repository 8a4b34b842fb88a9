import { afterEach, describe, expect, test } from 'vitest';
import { supportWords } from '../../../src/features/checkin/support-words.ts';
import { seen } from './seen.ts';
import type { Filled } from './form-state.ts';
import { saveAgain } from './given.ts';
import { ASK, aWorld, WEEK, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

/** Hands in a check-in of Ivo with this in it; Thursday 10:00 in Berlin. */
async function ivoNeeds(filled: Filled): Promise<void> {
  const form = await world.command('UIVO', '');
  if (form === undefined) throw new Error('no form was opened');
  await world.submit('UIVO', form, { confidence: '3', ...filled });
}

const LICENCE = { support: 'A licence for the cluster', supportFrom: 'UDANA' };
const request = async () => (await world.voice('atlas-070')).support[0];
const today = (userId: string) => world.said(`checkin.support:${userId}:2026-11-19`);
/** His check-in: the newest message of the week, where the buttons are. */
const ivos = async () => {
  const reminder = await world.said(`checkin.remind:UIVO:${WEEK}`);
  return seen((reminder ?? (await world.said(`checkin.ask:UIVO:${WEEK}`)))?.blocks);
};

describe('a request for support', () => {
  test('is one message to whom it names, with two buttons', async () => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds(LICENCE);
    const message = await today('UDANA');
    expect(message?.text).toBe('Ivo needs your support for Atlas 0.7.0: A licence for the cluster');
    expect(seen(message?.blocks)).toMatchInlineSnapshot(`
      "**Ivo needs your support for Atlas 0.7.0:**
      A licence for the cluster
      [Done] [Not me]"
    `);
    expect(await request()).toMatchObject({
      fromUserId: 'UIVO',
      toUserId: 'UDANA',
      text: 'A licence for the cluster',
      since: '2026-11-19',
    });
    expect(await ivos()).toContain('⏳ Support: Dana was asked');
    expect(await world.journal('support.asked')).toMatchObject([
      { actor: 'UIVO', detail: { to: 'UDANA' } },
    ]);
  });

  test('waits for working hours', async () => {
    world = await aWorld();
    await world.push('2026-11-19T20:00:00.000Z');
    await ivoNeeds(LICENCE);
    expect(await today('UDANA')).toBeUndefined();
    expect(await ivos()).toContain('⏳ Support: Dana hears of it in working hours');
    await world.push('2026-11-20T07:59:00.000Z');
    expect(await world.said('checkin.support:UDANA:2026-11-20')).toBeUndefined();
    await world.push('2026-11-20T08:00:00.000Z');
    expect((await world.said('checkin.support:UDANA:2026-11-20'))?.text).toContain('A licence');
  });

  test('of somebody on another clock waits for theirs', async () => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds({ ...LICENCE, supportFrom: 'UKAI' });
    expect(
      (await world.promises()).find(({ key }) => key.startsWith('checkin.support:UKAI')),
    ).toMatchObject({
      key: 'checkin.support:UKAI:2026-11-20',
      due_at: '2026-11-19T20:00:00.000Z',
    });
  });

  test('settled before it was told is never told', async () => {
    world = await aWorld();
    await world.push('2026-11-19T20:00:00.000Z');
    await ivoNeeds(LICENCE);
    await ivoNeeds({ support: null, supportFrom: null });
    await world.push('2026-11-20T12:00:00.000Z');
    expect((await world.messagesTo('UDANA')).filter((key) => key.includes('support'))).toEqual([]);
    expect(await request()).toBeUndefined();
  });

  test('a second one on the same day waits for the next, bundled', async () => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds(LICENCE);
    for (const [userId, support] of [
      ['UMARA', 'A decision'],
      ['UKAI', 'A review'],
    ] as const) {
      const form = await world.command(userId, '');
      if (form !== undefined)
        await world.submit(userId, form, { confidence: '3', support, supportFrom: 'UDANA' });
    }
    expect((await world.messagesTo('UDANA')).filter((key) => key.includes('support'))).toHaveLength(
      1,
    );
    expect(await world.home('UDANA')).toContain('A review');
    await world.push('2026-11-20T08:00:00.000Z');
    expect(seen((await world.said('checkin.support:UDANA:2026-11-20'))?.blocks))
      .toMatchInlineSnapshot(`
      "**Mara needs your support for Atlas 0.7.0:**
      A decision
      [Done] [Not me]
      **Kai needs your support for Atlas 0.7.0:**
      A review
      [Done] [Not me]"
    `);
  });

  test('without a name is the release manager’s, in the digest and on Home', async () => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds({ support: 'A test host' });
    expect(await request()).toMatchObject({ toUserId: null });
    expect((await world.messagesTo('UMARA')).filter((key) => key.includes('support'))).toEqual([]);
    expect(await world.home('UMARA')).toContain('Ivo needs support for Atlas 0.7.0:');
    expect(await world.home('UMARA')).toContain('checkin.support_hand');
    expect(await world.home('UMARA')).not.toContain('checkin.support_not_me');
    expect(await world.home('UDANA')).not.toContain('A test host');
  });
});

describe('how it ends', () => {
  test('Done takes it out of the digest and tells who asked', async () => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds(LICENCE);
    await world.press('UDANA', 'checkin.support_done', (await request())?.id ?? '');
    expect(await request()).toBeUndefined();
    expect(seen((await today('UDANA'))?.blocks)).toBe('✓ Done: ~~A licence for the cluster~~');
    expect(await ivos()).toContain('✓ Support: Dana says it is done');
    expect(await world.journal('support.done')).toMatchObject([{ actor: 'UDANA' }]);
    expect(await world.home('UDANA')).not.toContain('A licence');
  });

  test('Not me goes to the release manager, who names someone else', async () => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds(LICENCE);
    const id = (await request())?.id ?? '';
    await world.press('UDANA', 'checkin.support_not_me', id);
    expect(await request()).toMatchObject({ toUserId: null });
    expect(seen((await today('UDANA'))?.blocks)).toBe('Not yours: ~~A licence for the cluster~~');
    expect((await today('UMARA'))?.text).toBe(
      "Ivo needs support for Atlas 0.7.0, and it is not Dana's: A licence for the cluster",
    );
    expect(await ivos()).toContain('⏳ Support: Dana says it is not theirs; Mara has it now');

    await world.press('UMARA', 'checkin.support_hand', id);
    const form = world.newestModal();
    expect(seen(form?.blocks)).toContain('A licence for the cluster\nPerson *:');
    if (form === undefined) return;
    expect(await world.submit('UMARA', form, { to: 'UBOT' })).toMatchObject({ kind: 'errors' });
    expect(await world.submit('UMARA', form, { to: 'UKAI' })).toEqual({ kind: 'close' });
    expect(await request()).toMatchObject({ toUserId: 'UKAI' });
    expect(seen((await today('UMARA'))?.blocks)).toBe(
      'With someone else now: ~~A licence for the cluster~~',
    );
    expect(await ivos()).toContain('⏳ Support: Kai hears of it in working hours');
  });

  test('Not me without a release manager goes back to who asked', async () => {
    world = await aWorld();
    await saveAgain(world, { roles: [] });
    await world.push(ASK);
    await ivoNeeds(LICENCE);
    await world.press('UDANA', 'checkin.support_not_me', (await request())?.id ?? '');
    expect((await today('UIVO'))?.text).toContain('Dana cannot give the support you asked for');
    expect(await ivos()).toContain(
      'Dana says it is not theirs; name someone else under Add details',
    );
  });

  test('who asked takes it back, or asks someone else, in the form', async () => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds(LICENCE);
    await ivoNeeds({ supportFrom: 'UMARA' });
    expect(seen((await today('UDANA'))?.blocks)).toContain('With someone else now:');
    expect((await today('UMARA'))?.text).toContain('Ivo needs your support');
    await ivoNeeds({ support: 'Two licences' });
    expect(seen((await today('UMARA'))?.blocks)).toContain('Two licences');
    await ivoNeeds({ support: null, supportFrom: null });
    expect(seen((await today('UMARA'))?.blocks)).toBe('No longer needed: ~~Two licences~~');
    expect(await request()).toBeUndefined();
  });

  test('who asked settles it in a later week', async () => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds(LICENCE);
    await world.push('2026-11-26T09:00:00.000Z');
    const id = (await request())?.id ?? '';
    await ivoNeeds({ settled: [id] });
    expect(await request()).toBeUndefined();
    expect(seen((await today('UDANA'))?.blocks)).toContain('✓ Done:');
  });

  test('a form that was open while it was settled does not ask again', async () => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds(LICENCE);
    const form = await world.command('UIVO', '');
    await world.press('UDANA', 'checkin.support_done', (await request())?.id ?? '');
    if (form !== undefined) await world.submit('UIVO', form, { focus: 'Bundles' });
    expect(await request()).toBeUndefined();
  });

  test('who answered without being asked is told by message', async () => {
    world = await aWorld();
    await world.push('2026-11-17T10:00:00.000Z');
    await ivoNeeds(LICENCE);
    const id = (await request())?.id ?? '';
    await world.press('UDANA', 'checkin.support_done', id);
    expect(seen((await world.said(`checkin.outcome:${id}`))?.blocks)).toBe(
      '**✓ Support: Dana says it is done**\nA licence for the cluster',
    );
  });

  test.each([
    ['checkin.support_done', 'UKAI', 'Only the people concerned can settle this request.'],
    ['checkin.support_not_me', 'UKAI', 'This request is with someone else by now.'],
  ])('%s by an outsider changes nothing', async (actionId, userId, sentence) => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds(LICENCE);
    await world.press(userId, actionId, (await request())?.id ?? '');
    expect(world.replies.at(-1)?.text).toBe(sentence);
    expect(await request()).toMatchObject({ toUserId: 'UDANA' });
  });

  test('a second press finds it settled', async () => {
    world = await aWorld();
    await world.push(ASK);
    await ivoNeeds(LICENCE);
    const id = (await request())?.id ?? '';
    await world.press('UDANA', 'checkin.support_done', id);
    await world.press('UDANA', 'checkin.support_not_me', id);
    expect(world.replies.at(-1)?.text).toBe(
      'This request is settled already. Nothing is left to do.',
    );
    expect(await world.journal('support.declined')).toEqual([]);
  });
});

describe('how it stands, for who asked', () => {
  const open = {
    state: 'open',
    from_user_id: 'UIVO',
    to_user_id: null,
    returned_by: null,
    closed_by: null,
  } as const;
  const name = (id: string) => ({ UIVO: 'Ivo', UDANA: 'Dana', UMARA: 'Mara' })[id] ?? id;
  test.each([
    [{ ...open }, [], '⏳ Support: stands in the digest for the release manager'],
    [{ ...open, state: 'done', closed_by: 'UIVO' }, [], '✓ Support: settled'],
    [
      { ...open, returned_by: 'UDANA' },
      [],
      '⏳ Support: Dana says it is not theirs; it stands in the digest',
    ],
  ] as const)('%o', async (facts, notices, words) => {
    world = await aWorld();
    expect(supportWords(facts, notices, name)).toBe(words);
  });
});
