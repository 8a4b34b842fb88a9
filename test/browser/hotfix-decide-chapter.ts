/** The decision: asked by direct message, approved with one tap and a question, warned, refused, approved. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What those who decide read, and who comes late. */
export interface DecideSeen {
  readonly asked: string;
  readonly question: string;
  readonly decided: string;
  readonly room: string;
  readonly held: string;
  /** The status of the release that waits. */
  readonly waits: string;
  readonly warned: string;
  readonly refusal: string;
  readonly declined: string;
  readonly alert: string;
  readonly status: string;
}

/** Ines approves, Paul says no and approves later. Ends in #atlas at development. */
export async function decideHotfix(visitor: Visitor, take: Camera): Promise<DecideSeen> {
  await visitor.becomes('Ines Brandt');
  await visitor.goes('Slipway');
  const ask = visitor.message('0.6.2-hotfix');
  const asked = await read(ask);
  await take('hotfix-ask', ask);
  await visitor.presses('Approve', ask);
  await take('hotfix-confirm', visitor.page.locator('dialog.confirm'));
  const question = await visitor.confirms('Approve');
  await ask.getByText('You approved').waitFor();
  await take('hotfix-decided', ask);
  const decided = await read(ask);
  const late = await comeLate(visitor, take);
  const paul = await sayNo(visitor, take);
  return { asked, question, decided, ...late, ...paul };
}

async function comeLate(visitor: Visitor, take: Camera) {
  await visitor.becomes('Ivo Tanaka');
  await visitor.goes('#atlas');
  const card = visitor.message('Atlas 0.7.0 · minor');
  await take('hotfix-held', card);
  const held = await read(card);
  await visitor.types('/release status');
  const answer = visitor.message('Only visible to you');
  await answer.waitFor();
  await take('hotfix-held-status', answer);
  const waits = await read(answer);
  await visitor.presses('Review and approve', visitor.message('Hotfix: Sign-in'));
  const modal = await visitor.modal('Approvals');
  await take('hotfix-room', modal);
  const room = await read(modal);
  await visitor.closes();
  return { held, waits, room };
}

async function sayNo(visitor: Visitor, take: Camera) {
  await visitor.waits(2);
  await visitor.becomes('Paul Osei');
  await visitor.goes('Slipway');
  const warning = visitor.newest();
  await take('hotfix-warned', warning);
  const warned = await read(warning);
  await visitor.presses('Say no…', visitor.message('approve it as product owner'));
  const modal = await visitor.modal('Why not?');
  await visitor.fills('Why not?', 'A restart helps; the fix may lose sessions');
  await take('hotfix-decline', modal);
  await visitor.presses('Say no');
  const refusal = await read(await visitor.modal('Approvals'));
  await visitor.closes();
  await visitor.goes('#atlas');
  const alert = visitor.message('Hotfix: Sign-in');
  await alert.getByText('said no').waitFor();
  await take('hotfix-alert-declined', alert);
  const declined = await read(alert);
  await visitor.types('/hotfix status');
  const answer = visitor.message('Only visible to you');
  await answer.waitFor();
  await take('hotfix-status', answer);
  const status = await read(answer);
  await visitor.presses('Review and approve', alert);
  await visitor.presses('Approve', await visitor.modal('Approvals'));
  await visitor.confirms('Approve');
  await visitor.modal('development');
  await visitor.closes();
  await take('hotfix-alert-approved', alert);
  return { warned, refusal, declined, status, alert: await read(alert) };
}
