/** What else there is: deputies, a hotfix that is late, goes ahead without approval, and is cancelled. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What is read of the second hotfix. */
export interface CancelSeen {
  readonly deputy: string;
  readonly change: string;
  readonly running: string;
  readonly late: string;
  readonly refused: string;
  readonly broken: string;
  readonly cancelled: string;
  readonly list: string;
  /** The next digest, with the action of the first one. */
  readonly digest: string;
}

/** Begins and ends in #atlas. */
export async function cancelAnother(visitor: Visitor, take: Camera): Promise<CancelSeen> {
  await visitor.becomes('Mara Keller');
  await visitor.types('/hotfix deputies');
  const deputies = await visitor.modal('For the technical lead');
  await visitor.chooses('For the technical lead', 'Ivo Tanaka');
  // A list of several stays open until something else is pressed.
  await deputies.getByRole('heading').first().click();
  await take('hotfix-deputies', deputies);
  await visitor.presses('Save');
  await visitor.modal('✓');
  await visitor.closes();
  await declareAnother(visitor);
  const alert = visitor.message('Hotfix: Nightly backups');
  await visitor.waits(4);
  await alert.getByText('was due').waitFor();
  await take('hotfix-alert-late', alert);
  const late = await read(alert);
  const deputy = await askDeputy(visitor, take);
  const refused = await tryAsSam(visitor, take);
  const running = await seeRunning(visitor, take);
  const change = await seeChange(visitor, take);
  const broken = await goAhead(visitor, take);
  return { deputy, change, running, late, refused, broken, ...(await callOff(visitor, take)) };
}

async function declareAnother(visitor: Visitor): Promise<void> {
  await visitor.types('/hotfix');
  await visitor.modal('What is seen?');
  await visitor.chooses('What is it for Atlas?', 'data damaged or lost');
  await visitor.fills('What is seen?', 'Nightly backups are empty');
  await visitor.fills('Who is hit, and how badly?', 'Everybody; nothing is lost yet');
  await visitor.fills('Affected versions', '0.6.2');
  await visitor.presses('Declare');
  await visitor.modal('is declared');
  await visitor.closes();
}

/** Most of the time to decide is gone, so Ivo is asked in the technical lead's stead. Ends in #atlas. */
async function askDeputy(visitor: Visitor, take: Camera): Promise<string> {
  await visitor.becomes('Ivo Tanaka');
  await visitor.goes('Slipway');
  const ask = visitor.message('You are the deputy');
  await ask.waitFor();
  await take('hotfix-deputy', ask);
  const deputy = await read(ask);
  await visitor.goes('#atlas');
  return deputy;
}

async function seeChange(visitor: Visitor, take: Camera): Promise<string> {
  await visitor.becomes('Mara Keller');
  await visitor.menu(visitor.message('Hotfix: Nightly backups'), 'Change it…');
  const form = await visitor.modal('What is it?');
  await take('hotfix-change', form);
  const change = await read(form);
  await visitor.presses('Back');
  await form.waitFor({ state: 'detached' });
  return change;
}

async function tryAsSam(visitor: Visitor, take: Camera): Promise<string> {
  await visitor.becomes('Sam Whitaker');
  await visitor.menu(visitor.message('Hotfix: Nightly backups'), 'Cancel the hotfix…');
  const modal = await visitor.modal('Ask');
  await take('hotfix-refused', modal);
  const refused = await read(modal);
  await visitor.closes();
  return refused;
}

async function seeRunning(visitor: Visitor, take: Camera): Promise<string> {
  await visitor.types('/hotfix');
  const form = await visitor.modal('Running already');
  await take('hotfix-running', form);
  const running = await read(form);
  await visitor.presses('Cancel', form);
  await form.waitFor({ state: 'detached' });
  return running;
}

async function goAhead(visitor: Visitor, take: Camera): Promise<string> {
  const alert = visitor.message('Hotfix: Nightly backups');
  await visitor.presses('Review and approve', alert);
  const room = await visitor.modal('Go ahead without approval…');
  await visitor.presses('Go ahead without approval…', room);
  await visitor.modal('Why without approval?');
  await visitor.fills('Why without approval?', 'Both are on a plane');
  await take('hotfix-go-ahead', room);
  await visitor.presses('Go ahead', room);
  await visitor.modal('went ahead without approval');
  await visitor.closes();
  await alert.getByText('went ahead without approval').waitFor();
  await take('hotfix-alert-ahead', alert);
  return read(alert);
}

async function callOff(visitor: Visitor, take: Camera) {
  await visitor.menu(visitor.message('Hotfix: Nightly backups'), 'Cancel the hotfix…');
  const modal = await visitor.modal('Why?');
  await visitor.fills('Why?', 'The report was wrong; the backups are whole');
  await take('hotfix-cancel', modal);
  await visitor.presses('Cancel the hotfix', modal);
  await visitor.modal('cancelled');
  await visitor.closes();
  const alert = visitor.message('Hotfix cancelled');
  await alert.waitFor();
  await take('hotfix-alert-cancelled', alert);
  const cancelled = await read(alert);
  await visitor.types('/hotfix list');
  const answer = visitor.message('Only visible to you').filter({ hasText: 'Nightly backups' });
  await answer.waitFor();
  await take('hotfix-list', answer);
  const list = await read(answer);
  await visitor.pushesTo('2026-11-20T15:00');
  const digest = visitor.message('Atlas 0.7.0 · week 1');
  await digest.waitFor();
  await take('hotfix-digest', digest);
  return { cancelled, list, digest: await read(digest) };
}
