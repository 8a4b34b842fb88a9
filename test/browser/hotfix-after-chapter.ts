/** After the deployment: checks, the cause, the retrospective, actions, the report, the end. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What is read until the hotfix is closed. */
export interface AfterSeen {
  readonly checks: string;
  readonly ticked: string;
  readonly due: string;
  readonly free: string;
  readonly invitation: string;
  readonly begins: string;
  readonly unwritten: string;
  readonly cause: string;
  readonly action: string;
  readonly home: string;
  readonly card: string;
  readonly owed: string;
  readonly notNeeded: string;
  readonly closed: string;
  readonly report: string;
  readonly timeline: string;
}

/** Begins at validation in #atlas, ends there with the hotfix closed. */
export async function learnFromIt(visitor: Visitor, take: Camera): Promise<AfterSeen> {
  const checked = await check(visitor, take);
  const learned = await writeDown(visitor, take);
  const done = await finish(visitor, take);
  return { ...checked, ...learned, ...done };
}

async function check(visitor: Visitor, take: Camera) {
  const thread = await visitor.opensThread(visitor.message('Hotfix:'));
  const list = thread.getByRole('article').filter({ hasText: 'checks done' });
  await take('hotfix-checks', list);
  const checks = await read(list);
  await visitor.page.getByRole('link', { name: 'Close thread' }).click();
  await visitor.presses('Open hotfix', visitor.message('Hotfix:'));
  const room = await visitor.modal('Tick off');
  await visitor.presses('Tick off', room);
  await take('hotfix-room-checks', room);
  const ticked = await read(room);
  await visitor.closes();
  const due = await remind(visitor, take);
  await visitor.presses('Open hotfix', visitor.message('Hotfix:'));
  await visitor.presses('Go on to root cause', await visitor.modal('Tick off'));
  await visitor.modal('Write down the cause…');
  await take('hotfix-room-cause', room);
  await visitor.closes();
  await visitor.message('Hotfix out').waitFor();
  await take('hotfix-alert-out', visitor.message('Hotfix out'));
  const free = await read(visitor.message('Atlas 0.7.0 · minor'));
  return { checks, ticked, due, free };
}

/** Dana's checks are due two hours after the fix was out. */
async function remind(visitor: Visitor, take: Camera): Promise<string> {
  await visitor.waits(12);
  await visitor.becomes('Dana Ruiz');
  await visitor.goes('Slipway');
  const message = visitor.message('checks of yours are due');
  await message.waitFor();
  await take('hotfix-checks-due', message);
  const due = await read(message);
  await visitor.becomes('Noor Haddad');
  await visitor.goes('#atlas');
  return due;
}

const CAUSE = {
  'Why 1: why did it happen?': 'Sign-in had no certificate',
  'Why 2: why was that?': 'It had run out',
  'Why 3: and why that?': 'Nobody renewed it',
  'What was the root cause?': 'A certificate ran out, because nothing watched it',
} as const;

async function writeDown(visitor: Visitor, take: Camera) {
  await visitor.presses('Open hotfix', visitor.message('Hotfix out'));
  const modal = await visitor.modal('Write down the cause…');
  await visitor.presses('Write down the cause…', modal);
  await visitor.modal('What was the root cause?');
  for (const [label, words] of Object.entries(CAUSE)) await visitor.fills(label, words);
  await take('hotfix-cause', modal);
  await visitor.presses('Write it down');
  await visitor.modal('Add to the cause…');
  const cause = await read(modal);
  await visitor.closes();
  await visitor.goes('Slipway');
  const invited = visitor.message('retrospective, 45 minutes');
  await take('hotfix-retro-invited', invited);
  const invitation = await read(invited);
  await visitor.presses('Move it…', invited);
  await take('hotfix-retro-move', await visitor.modal('When is it?'));
  await visitor.fills('When is it?', '2026-11-18T10:00');
  await visitor.presses('Move it');
  await visitor.modal('moved it');
  await visitor.closes();
  const late = await holdItLate(visitor, take);
  await visitor.presses('Write down the retrospective…', await visitor.modal('Add to the cause…'));
  await visitor.modal('What went well?');
  await visitor.fills('What went well?', 'Everybody knew within a minute');
  await visitor.fills('What did not?', 'The first fix was not tried with long sessions');
  await visitor.fills('Action 1', 'Watch when certificates run out');
  await visitor.chooses('Who does action 1?', 'Ivo Tanaka');
  await visitor.fills('Action 1 by when?', '2026-11-27');
  await take('hotfix-retro', modal);
  await visitor.presses('Write it down');
  await visitor.modal('⏳ Watch when certificates');
  await take('hotfix-room-owed', modal);
  const owed = await read(modal);
  await visitor.closes();
  return { cause, invitation, ...late, owed, ...(await seeAction(visitor, take)) };
}

/** The retrospective is about to begin, and later nobody has written it down. Ends in the room, over Noor's messages. */
async function holdItLate(visitor: Visitor, take: Camera) {
  await take('hotfix-retro-moved', visitor.message('the retrospective was moved'));
  await visitor.pushesTo('2026-11-18T09:55');
  const soon = visitor.message('the retrospective begins soon');
  await soon.waitFor();
  await take('hotfix-retro-soon', soon);
  const begins = await read(soon);
  await visitor.pushesTo('2026-11-18T11:30');
  const open = visitor.message('nobody has written down');
  await open.waitFor();
  await take('hotfix-retro-open', open);
  const unwritten = await read(open);
  await visitor.presses('Open hotfix', visitor.message('retrospective, 45 minutes'));
  return { begins, unwritten };
}

async function seeAction(visitor: Visitor, take: Camera) {
  await visitor.becomes('Ivo Tanaka');
  await visitor.goes('Slipway');
  const given = visitor.message('an action for you');
  await take('hotfix-action', given);
  const action = await read(given);
  await visitor.goes('App Home');
  const region = visitor.page.getByRole('region', { name: 'App Home' });
  await region.getByText('Your actions').waitFor();
  await take('hotfix-home', region.locator('.blocks').first());
  const home = await read(region);
  await visitor.goes('#atlas');
  const plan = visitor.message('Atlas 0.7.0 · minor');
  await take('hotfix-plan', plan);
  return { action, home, card: await read(plan) };
}

async function finish(visitor: Visitor, take: Camera) {
  await visitor.pushesTo('2026-11-18T12:00');
  await visitor.becomes('Noor Haddad');
  await visitor.goes('Slipway');
  const debt = visitor.message('missing on main');
  await take('hotfix-owed', debt);
  await visitor.presses('Not needed on main…', debt);
  const excuse = await visitor.modal('Why does the default branch');
  await take('hotfix-not-needed', excuse);
  const notNeeded = await read(excuse);
  await visitor.presses('Back');
  await visitor.page.getByRole('dialog').waitFor({ state: 'detached' });
  await visitor.goes('#atlas');
  await visitor.onGitHub('Merge release/0.6 into main');
  const alert = visitor.message('Hotfix out');
  await alert.getByText('Everything is done').waitFor();
  await take('hotfix-alert-closed', alert);
  const closed = await read(alert);
  const thread = await visitor.opensThread(alert);
  await take(
    'hotfix-retro-thread',
    thread.getByRole('article').filter({ hasText: 'the retrospective is written down' }),
  );
  const document = thread.getByRole('article').filter({ hasText: 'What it was' });
  await take('hotfix-report', document);
  const report = await read(document);
  await visitor.page.getByRole('link', { name: 'Close thread' }).click();
  await visitor.menu(alert, 'Show the timeline');
  const modal = await visitor.modal('newest first');
  await take('hotfix-timeline', modal);
  const timeline = await read(modal);
  await visitor.closes();
  return { notNeeded, closed, report, timeline };
}
