/** The fix: watched on GitHub, tested, approved anew, failed once, out at last. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What is read until the fix is out. */
export interface FixSeen {
  readonly draft: string;
  readonly testing: string;
  readonly again: string;
  readonly green: string;
  readonly prompt: string;
  readonly news: string;
  readonly failed: string;
  readonly deployment: string;
  readonly out: string;
}

/** Begins at development in #atlas and ends there at validation. */
export async function mendIt(visitor: Visitor, take: Camera): Promise<FixSeen> {
  const news = await sayNews(visitor, take);
  const fix = await watchFix(visitor, take);
  const failed = await failOnce(visitor, take);
  const out = await deploy(visitor, take);
  return { ...fix, ...news, failed, ...out };
}

async function watchFix(visitor: Visitor, take: Camera) {
  const alert = visitor.message('Hotfix: Sign-in');
  await visitor.onGitHub('Open the issue', 'Push the branch', 'Open a draft');
  await alert.getByText('draft').waitFor();
  const draft = await read(alert);
  await visitor.page.getByRole('button', { name: 'GitHub…', exact: true }).click();
  const panel = visitor.page.getByRole('dialog', { name: 'GitHub…' });
  await take('github', visitor.page.locator('[popovertarget=deeds].mood-button'), panel);
  await visitor.page.keyboard.press('Escape');
  await visitor.onGitHub('Let the checks turn green', 'Mark the draft as ready');
  await alert.getByText('Accelerated testing').waitFor();
  await take('hotfix-alert-testing', alert);
  const testing = await read(alert);
  await visitor.onGitHub('Push a new commit');
  await visitor.onGitHub('Let the checks turn green');
  return { draft, testing, ...(await approveAgain(visitor, take)) };
}

/** Ines approves the newest commit. Ends with Noor in #atlas. */
async function approveAgain(visitor: Visitor, take: Camera) {
  await visitor.becomes('Ines Brandt');
  await visitor.goes('Slipway');
  const ask = visitor.message('Asked again');
  await ask.waitFor();
  await take('hotfix-ask-again', ask);
  await take('hotfix-voided', visitor.message('your approval no longer counts'));
  const again = await read(ask);
  await visitor.presses('Approve', ask);
  await visitor.confirms('Approve');
  await ask.waitFor({ state: 'detached' });
  const green = await read(visitor.message('You approved'));
  await visitor.becomes('Noor Haddad');
  await visitor.goes('#atlas');
  return { again, green };
}

async function sayNews(visitor: Visitor, take: Camera) {
  await visitor.waits(1);
  await visitor.becomes('Noor Haddad');
  await visitor.goes('Slipway');
  const question = visitor.message('how does it go?');
  const prompt = await read(question);
  await take('hotfix-prompt', question);
  await visitor.presses('Say how it goes…', question);
  const modal = await visitor.modal('How does it go?');
  await visitor.fills('How does it go?', 'A certificate ran out. We make a new one.');
  await take('hotfix-news', modal);
  await visitor.presses('Tell everyone');
  await visitor.modal('Approvals');
  await visitor.closes();
  await visitor.goes('#atlas');
  const thread = await visitor.opensThread(visitor.message('Hotfix: Sign-in'));
  const messages = thread.getByRole('article');
  await take('hotfix-thread', messages.first(), messages.last());
  const news = await read(messages.last());
  await visitor.page.getByRole('link', { name: 'Close thread' }).click();
  return { prompt, news };
}

async function failOnce(visitor: Visitor, take: Camera): Promise<string> {
  const alert = visitor.message('Hotfix: Sign-in');
  await visitor.presses('Open hotfix', alert);
  const room = await visitor.modal('Approvals');
  await take('hotfix-room-testing', room);
  await visitor.presses('The fix failed…', room);
  await visitor.modal('What happened?');
  await visitor.fills('What happened?', 'Sign-in works, but sessions end after a minute');
  await take('hotfix-fail', room);
  await visitor.presses('Back to development');
  await visitor.modal('try 2');
  await visitor.closes();
  await alert.getByText('try 2').waitFor();
  await take('hotfix-alert-again', alert);
  return read(alert);
}

async function deploy(visitor: Visitor, take: Camera) {
  const alert = visitor.message('Hotfix: Sign-in');
  await visitor.onGitHub('Push a new commit', 'Let the checks turn green');
  await alert.getByText('Accelerated testing').waitFor();
  await approveAgain(visitor, () => Promise.resolve());
  await visitor.onGitHub('Merge the pull request');
  await visitor.presses('Open hotfix', alert);
  const room = await visitor.modal('Approvals');
  await visitor.presses('Go on to emergency deployment', room);
  await visitor.modal('Go on to validation');
  await visitor.closes();
  const deployment = await read(alert);
  await take('hotfix-alert-deployment', alert);
  await visitor.presses('Open hotfix', alert);
  await visitor.presses('Go on to validation', await visitor.modal('Go on to validation'));
  await visitor.modal('checks done');
  await visitor.closes();
  await visitor.waits(1);
  await alert.getByText('missing on main').waitFor();
  await take('hotfix-alert-missing', alert);
  return { deployment, out: await read(alert) };
}
