import { expect, test } from 'vitest';
import { MARA, PAUL, wordsIn } from './drawn.ts';
import { startRig } from './harness.ts';
import type { Rig } from './harness.ts';

async function botSays(rig: Rig, channel: string, text: string): Promise<void> {
  const body = new URLSearchParams({ token: rig.slack.botToken, channel, text });
  await fetch(`${rig.slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rig.slack.botToken}` },
    body,
  });
}

const entry = (screen: string, words: string): string =>
  new RegExp(`<a class="entry[^>]*>(?:(?!</a>).)*>${words}<.*?</a>`).exec(screen)?.[0] ?? '';

test('a newcomer starts as the first person in their first channel', async () => {
  const rig = await startRig(null);
  const page = await (await rig.get('/')).text();
  expect(page).toContain('<!doctype html>');
  expect(page).toMatch(/id="app"[^>]*data-as="U0MARA" data-at="C0ATLAS"/);
  expect(page).toContain('You are Mara Keller');
  expect(wordsIn(page)).toContain('nothing leaves this machine');
});

test('the sidebar holds the channels one is in, and nobody else’s', async () => {
  const rig = await startRig(null);
  expect(entry(await rig.screen('?as=U0MARA'), 'secret')).toBe('');
  expect(entry(await rig.screen('?as=U0PAUL'), 'secret')).not.toBe('');
});

test('a channel one may not see is not shown, whatever the address says', async () => {
  const rig = await startRig(null);
  await rig.slack.as(PAUL.id).say('C0SECRET', 'between us');
  const screen = await rig.screen('?as=U0MARA&at=C0SECRET');
  expect(screen).not.toContain('between us');
  expect(screen).toContain('data-at="C0ATLAS"');
  const dm = rig.slack.directMessage(PAUL.id).id;
  await botSays(rig, dm, 'your check-in');
  expect(await rig.screen(`?as=U0MARA&at=${dm}`)).not.toContain('your check-in');
});

test('a public channel one is not in can be read and not written', async () => {
  const rig = await startRig(null);
  await rig.slack.as(PAUL.id).say('C0QUIET', 'anyone?');
  const screen = await rig.screen('?as=U0MARA&at=C0QUIET');
  expect(screen).toContain('anyone?');
  expect(screen).not.toContain('aria-label="Message #quiet"');
});

test('unread marks are each person’s own and go when they look', async () => {
  const rig = await startRig(null);
  await botSays(rig, rig.slack.directMessage(MARA.id).id, 'for Mara');
  await rig.slack.as(PAUL.id).say('C0ATLAS', 'news');
  const elsewhere = await rig.screen('?as=U0MARA&at=home');
  expect(entry(elsewhere, 'Slipway')).toContain('1 unread');
  expect(entry(elsewhere, 'atlas')).toContain('unread');
  expect(entry(await rig.screen('?as=U0PAUL&at=home'), 'atlas')).not.toContain('unread');
  await rig.screen('?as=U0MARA&at=C0ATLAS');
  expect(entry(await rig.screen('?as=U0MARA&at=home'), 'atlas')).not.toContain('unread');
  await rig.screen('?as=U0MARA&at=dm');
  expect(entry(await rig.screen('?as=U0MARA&at=home'), 'Slipway')).not.toContain('unread');
});

test('whoever else has something waiting is marked in the switch', async () => {
  const rig = await startRig(null);
  expect(await rig.screen('?as=U0MARA')).not.toContain('Others have unread messages');
  await botSays(rig, rig.slack.directMessage(PAUL.id).id, 'for Paul');
  expect(await rig.screen('?as=U0MARA')).toContain('Others have unread messages');
});

test('each person reads their own time', async () => {
  const rig = await startRig(null);
  await rig.slack.as(MARA.id).say('C0ATLAS', 'hello');
  expect(await rig.screen('?as=U0MARA&at=C0ATLAS')).toContain('aria-label="Mara Keller, 16:00"');
  expect(await rig.screen('?as=U0PAUL&at=C0ATLAS')).toContain('aria-label="Mara Keller, 10:00 AM"');
});

test('a thread stands beside its channel; one that is gone does not', async () => {
  const rig = await startRig(null);
  const parent = await rig.slack.as(MARA.id).say('C0ATLAS', 'parent');
  await rig.slack.as(PAUL.id).say('C0ATLAS', 'child', parent.ts);
  const screen = await rig.screen(`?as=U0MARA&at=C0ATLAS&thread=${parent.ts}`);
  const pane = /<aside class="thread".*<\/aside>/s.exec(screen)?.[0] ?? '';
  expect(wordsIn(pane)).toContain('parent');
  expect(wordsIn(pane)).toContain('child');
  expect(pane).toContain('aria-label="Reply…"');
  expect(await rig.screen('?as=U0MARA&at=C0ATLAS&thread=1.1')).not.toContain('<aside');
});

test('a channel begins with what it is and how to call or bring in the app', async () => {
  const rig = await startRig(null);
  const words = async (address: string): Promise<string> => wordsIn(await rig.screen(address));
  expect(await words('?as=U0PAUL&at=C0ATLAS')).toContain('Slipway is here. Type / to see');
  expect(await words('?as=U0PAUL&at=C0QUIET')).toContain('Type /invite @Slipway to bring it in');
  expect(await words('?as=U0PAUL&at=dm')).toContain('your direct messages with Slipway');
});

test('the App Home before anything was published says so', async () => {
  const rig = await startRig(null);
  expect(wordsIn(await rig.screen('?as=U0MARA&at=home'))).toContain('Nothing here yet');
});

test('what is typed as text comes out as text', async () => {
  const rig = await startRig(null);
  const text = '<script>alert(1)</script> "quoted" & <!channel>';
  await rig.slack.as(MARA.id).say('C0ATLAS', text);
  const page = await (await rig.get('/?as=U0MARA&at=C0ATLAS')).text();
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('data-ping');
  expect(wordsIn(page)).toContain(text);
});

test('the address itself cannot carry markup into the page', async () => {
  const rig = await startRig(null);
  const evil = encodeURIComponent('"><script>alert(1)</script>');
  const page = await (await rig.get(`/?as=${evil}&at=${evil}&thread=${evil}`)).text();
  expect(page).not.toContain('<script>alert');
});
