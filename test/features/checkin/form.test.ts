import { afterEach, describe, expect, test } from 'vitest';
import type { ModalView } from '../../../src/slack/blocks.ts';
import { seen } from './seen.ts';
import { anItem, aProject, endRelease, linkLogin, postDigest, saveAgain } from './given.ts';
import { ASK, aWorld, WEEK, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

async function open(userId: string): Promise<ModalView> {
  const form = await world.command(userId, '');
  if (form === undefined) throw new Error('no form was opened');
  return form;
}

async function details(userId: string): Promise<ModalView> {
  await world.press(userId, 'checkin.details', WEEK);
  const form = world.newestModal();
  if (form === undefined) throw new Error('no form was opened');
  return form;
}

describe('opening the form', () => {
  test.each(['command', 'shortcut', 'message'])('by %s', async (by) => {
    world = await aWorld();
    await world.push(ASK);
    const form =
      by === 'command'
        ? await open('UIVO')
        : by === 'shortcut'
          ? await world.shortcut('UIVO')
          : await details('UIVO');
    expect(seen(form?.blocks)).toContain('Will Atlas 0.7.0 ship by Fri 11 Dec? *');
  });

  test('for nobody’s list, and for no release, is one sentence', async () => {
    world = await aWorld();
    expect(seen((await open('UNEW')).blocks)).toBe(
      'You are not on the check-in list of any project. A release manager can add you with /release setup.',
    );
    await endRelease(world, 'atlas-070', 'cancelled');
    expect(seen((await open('UIVO')).blocks)).toContain('nothing to answer');
  });

  test('is filled in from GitHub, and from last week where GitHub knows nothing', async () => {
    world = await aWorld();
    await anItem(world, {
      number: 90,
      title: 'pct create',
      assignee: 'ivo',
      closedAt: '2026-11-17T09:00:00.000Z',
    });
    await anItem(world, { number: 112, title: 'Bundle generator', assignee: 'ivo' });
    await linkLogin(world, 'UIVO', 'ivo');
    const form = seen((await open('UIVO')).blocks);
    expect(form).toContain('What got done: pct create (#90)\n');
    expect(form).toContain('Next week: Bundle generator (#112)\n');
    expect(form).toContain('Which of your items will not make it?: (Bundle generator (#112))');

    await world.submit('UDANA', await open('UDANA'), { confidence: '3', focus: 'Jail parity' });
    await world.push('2026-11-23T09:00:00.000Z');
    expect(seen((await open('UDANA')).blocks)).toContain('Next week: Jail parity\n');
  });
});

describe('handing it in', () => {
  test('records every field, and says so', async () => {
    world = await aWorld();
    const item = await anItem(world, { number: 112, title: 'Bundle generator', assignee: 'ivo' });
    await linkLogin(world, 'UIVO', 'ivo');
    await world.push(ASK);
    const answer = await world.submit('UIVO', await details('UIVO'), {
      confidence: '2',
      accomplishments: 'pct create\nOCI create',
      risks: 'Host comes late',
      mitigation: 'A borrowed runner',
      focus: 'Bundles',
      slipping: [item],
    });
    expect(answer).toMatchObject({ kind: 'update' });
    expect(seen(world.newestModal()?.blocks)).toContain('**Recorded: unlikely.** Atlas 0.7.0');
    expect(await world.voice('atlas-070')).toMatchObject({
      answered: 1,
      accomplishments: [{ userId: 'UIVO', text: 'pct create\nOCI create' }],
      risks: [{ userId: 'UIVO', text: 'Host comes late', mitigation: 'A borrowed runner' }],
      focus: [{ userId: 'UIVO', text: 'Bundles' }],
      slipping: [{ itemId: item, userId: 'UIVO' }],
    });
    expect((await world.said(`checkin.ask:UIVO:${WEEK}`))?.text).toBe(
      'Recorded: unlikely. Atlas 0.7.0 by Fri 11 Dec',
    );
    expect((await world.journal('checkin.answered')).at(-1)?.detail['changed']).toEqual([
      'confidence',
      'accomplishments',
      'risks',
      'mitigation',
      'focus',
      'slipping',
    ]);
  });

  test('again keeps what was said before, and changes only the rest', async () => {
    world = await aWorld();
    await world.submit('UIVO', await open('UIVO'), { confidence: '4', risks: 'Host comes late' });
    const again = await open('UIVO');
    expect(seen(again.blocks)).toContain('Risks or issues: Host comes late\n');
    expect(seen(again.blocks)).toMatch(/\| No\) Likely/);
    await world.submit('UIVO', again, { focus: 'Bundles' });
    await world.submit('UIVO', again, { focus: 'Bundles' });
    expect((await world.voice('atlas-070')).risks).toMatchObject([{ text: 'Host comes late' }]);
    expect(
      (await world.journal('checkin.answered')).map(({ detail }) => detail['changed']),
    ).toEqual([['confidence', 'risks'], ['focus']]);
  });

  test('after a tap takes the tap’s confidence', async () => {
    world = await aWorld();
    await world.push(ASK);
    await world.press('UIVO', 'checkin.tap:5', `atlas-070|${WEEK}|5`);
    await world.submit('UIVO', await details('UIVO'), { risks: 'None that I know' });
    expect((await world.said(`checkin.ask:UIVO:${WEEK}`))?.text).toContain('Recorded: sure.');
  });

  test('what the person cleared stays cleared', async () => {
    world = await aWorld();
    await anItem(world, { number: 112, title: 'Bundle generator', assignee: 'ivo' });
    await linkLogin(world, 'UIVO', 'ivo');
    await world.submit('UIVO', await open('UIVO'), { confidence: '4', focus: null });
    expect(seen((await open('UIVO')).blocks)).toContain('Next week: \n');
  });

  test('with an item that was closed meanwhile drops it', async () => {
    world = await aWorld();
    const done = await anItem(world, {
      number: 90,
      title: 'Done',
      assignee: 'ivo',
      closedAt: '2026-11-17T09:00:00.000Z',
    });
    const item = await anItem(world, { number: 112, title: 'Bundle generator', assignee: 'ivo' });
    await linkLogin(world, 'UIVO', 'ivo');
    await world.submit('UIVO', await open('UIVO'), {
      confidence: '4',
      slipping: [done, item, 'I_999'],
    });
    expect((await world.voice('atlas-070')).slipping).toEqual([{ itemId: item, userId: 'UIVO' }]);
  });

  test('marks words that name a private repository’s work', async () => {
    world = await aWorld({
      projects: [
        { repositories: [{ id: 'R-atlas', owner: 'acme', name: 'atlas', isPrivate: true }] },
      ],
    });
    await anItem(world, {
      number: 90,
      title: 'Secret plan',
      assignee: 'ivo',
      closedAt: '2026-11-17T09:00:00.000Z',
    });
    await linkLogin(world, 'UIVO', 'ivo');
    await world.submit('UIVO', await open('UIVO'), { confidence: '4' });
    expect((await world.voice('atlas-070')).accomplishments).toEqual([
      { userId: 'UIVO', text: 'Secret plan (#90)', isPrivate: true },
    ]);
    await world.submit('UIVO', await open('UIVO'), { accomplishments: 'Something else' });
    expect((await world.voice('atlas-070')).accomplishments).toMatchObject([{ isPrivate: false }]);
  });

  test('after the digest is late, and says so', async () => {
    world = await aWorld();
    await world.push('2026-11-20T14:00:00.000Z');
    await postDigest(world);
    await world.submit('UIVO', await open('UIVO'), { confidence: '4' });
    expect(seen(world.newestModal()?.blocks)).toContain(
      'marked late: this week’s digest is out already',
    );
    expect(await world.voice('atlas-070')).toMatchObject({ answeredLate: 1 });
  });

  test('after the release has shipped keeps the words, and says so', async () => {
    world = await aWorld();
    const form = await open('UIVO');
    await endRelease(world, 'atlas-070', 'released');
    await world.submit('UIVO', form, { confidence: '4', accomplishments: 'All of it' });
    expect(seen(world.newestModal()?.blocks)).toContain(
      'no longer on its way; your words are kept all the same',
    );
    expect((await world.voice('atlas-070')).accomplishments).toMatchObject([{ text: 'All of it' }]);
  });
});

describe('mistakes come back at their field', () => {
  const long = 'x'.repeat(3001);
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['no confidence', {}, { confidence: 'Choose how likely it is; that alone is an answer.' }],
    [
      'too long',
      { confidence: '1', risks: long },
      { risks: 'This has 3001 characters; 3000 fit. Nothing was cut.' },
    ],
    [
      'a cure without an ill',
      { confidence: '1', mitigation: 'Runner' },
      { risks: 'Say which risk or issue your mitigation is for.' },
    ],
    [
      'a helper without a need',
      { confidence: '1', supportFrom: 'UDANA' },
      { support: 'Say what you need, so that they can help.' },
    ],
    [
      'oneself',
      { confidence: '1', support: 'x', supportFrom: 'UIVO' },
      { supportFrom: 'That is who asks. Choose someone else.' },
    ],
    [
      'an app',
      { confidence: '1', support: 'x', supportFrom: 'UBOT' },
      { supportFrom: 'That is an app. Choose a person.' },
    ],
    [
      'someone gone',
      { confidence: '1', support: 'x', supportFrom: 'UGONE' },
      { supportFrom: 'Their account is deactivated. Choose someone else.' },
    ],
  ])('%s', async (_name, filled, wanted) => {
    world = await aWorld();
    world.deactivated.add('UGONE');
    const answer = await world.submit('UIVO', await open('UIVO'), filled);
    expect(answer).toEqual({
      kind: 'errors',
      errors: Object.fromEntries(
        Object.entries(wanted).map(([field, sentence]) => [`${field}:atlas-070`, sentence]),
      ),
    });
    expect(await world.voice('atlas-070')).toMatchObject({ answered: 0 });
  });
});

describe('nothing typed is lost', () => {
  test('when it cannot be saved the form comes back as it was filled in', async () => {
    world = await aWorld();
    const form = await open('UIVO');
    world.failTransaction();
    await world.submit('UIVO', form, { confidence: '4', risks: 'Host comes late' });
    const back = world.newestModal();
    expect(seen(back?.blocks)).toMatch(
      /^Something went wrong on my side\. What you typed is kept\./,
    );
    expect(seen(back?.blocks)).toContain('Risks or issues: Host comes late');
    if (back !== undefined) await world.submit('UIVO', back);
    expect((await world.voice('atlas-070')).risks).toMatchObject([{ text: 'Host comes late' }]);
  });

  test('when the window is gone too, it comes as a message', async () => {
    world = await aWorld();
    const form = await open('UIVO');
    world.failTransaction();
    world.failUpdates(1);
    await world.submit('UIVO', form, { confidence: '4', risks: 'Host comes late' });
    const [key] = await world.messagesTo('UIVO');
    expect(key).toMatch(/^checkin\.kept:/);
    expect(seen((await world.said(key ?? ''))?.blocks)).toContain('Host comes late');
  });

  test('when the person left the list meanwhile they read why, in the form with their words', async () => {
    world = await aWorld();
    const form = await open('UIVO');
    await saveAgain(world, { members: ['UDANA'] });
    const answer = await world.submit('UIVO', form, { confidence: '4', risks: 'Host comes late' });
    expect(answer).toMatchObject({ kind: 'errors' });
    expect(JSON.stringify(answer)).toContain('You are not on the check-in list of Atlas');
    expect(await world.voice('atlas-070')).toMatchObject({ answered: 0 });
  });

  test('a window closed after handing in changes nothing', async () => {
    world = await aWorld();
    const form = await open('UIVO');
    world.failUpdates(1);
    await world.submit('UIVO', form, { confidence: '4' });
    expect(await world.voice('atlas-070')).toMatchObject({ answered: 1 });
    expect(await world.messagesTo('UIVO')).toEqual([]);
  });
});

describe('several releases', () => {
  test('are one form; what is left as it is stays unanswered', async () => {
    world = await aWorld();
    await aProject(world, { id: 'borealis', name: 'Borealis', members: ['UIVO'] });
    const form = await open('UIVO');
    expect(seen(form.blocks).match(/leave it as it is to answer later/g)).toHaveLength(2);
    expect(await world.submit('UIVO', form)).toMatchObject({ kind: 'errors' });
    await world.submit('UIVO', form, { 'confidence:borealis-070': '5' });
    expect(await world.voice('borealis-070')).toMatchObject({ answered: 1 });
    expect(await world.voice('atlas-070')).toMatchObject({ answered: 0 });
  });

  test('a section with words but no confidence is sent back', async () => {
    world = await aWorld();
    await aProject(world, { id: 'borealis', name: 'Borealis', members: ['UIVO'] });
    const answer = await world.submit('UIVO', await open('UIVO'), {
      'confidence:borealis-070': '5',
      'risks:atlas-070': 'Host comes late',
    });
    expect(answer).toEqual({
      kind: 'errors',
      errors: { 'confidence:atlas-070': 'Choose how likely it is; that alone is an answer.' },
    });
  });

  test('more than four follow in a second form', async () => {
    world = await aWorld();
    for (const id of ['b', 'c', 'd', 'e', 'f'])
      await aProject(world, { id, name: `Project ${id}`, members: ['UIVO'] });
    const first = await open('UIVO');
    expect(first.submit).toBe('Next');
    const answer = await world.submit('UIVO', first, { 'confidence:atlas-070': '5' });
    const second = answer?.kind === 'update' ? answer.view : undefined;
    expect(second?.submit).toBe('Record');
    if (second === undefined) return;
    await world.submit('UIVO', second, { 'confidence:f-070': '1' });
    expect(await world.voice('atlas-070')).toMatchObject({ answered: 1 });
    expect(await world.voice('f-070')).toMatchObject({ answered: 1 });
  });
});
