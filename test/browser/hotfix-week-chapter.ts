/** A week later: an action is due, a role that decides is vacant, and a digest comes while a hotfix runs. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What is read in that week. */
export interface WeekSeen {
  readonly due: string;
  readonly vacant: string;
  readonly digest: string;
}

/** Begins and ends in #atlas as Mara, the release manager. */
export async function runInto(visitor: Visitor, take: Camera): Promise<WeekSeen> {
  await visitor.pushesTo('2026-11-26T15:00');
  await visitor.becomes('Ivo Tanaka');
  await visitor.goes('Slipway');
  const reminder = visitor.message('an action of yours is due');
  await reminder.waitFor();
  await take('hotfix-action-due', reminder);
  const due = await read(reminder);
  await visitor.becomes('Mara Keller');
  await visitor.goes('#atlas');
  await leaveVacant(visitor);
  await visitor.pushesTo('2026-11-27T14:40');
  return { due, ...(await declareThen(visitor, take)) };
}

/** Nobody is the product owner any more. */
async function leaveVacant(visitor: Visitor): Promise<void> {
  await visitor.types('/release setup');
  const setup = await visitor.modal('Product owner');
  // Chosen once more it is taken out.
  await visitor.chooses('Product owner', 'Paul Osei');
  await setup.getByRole('heading').first().click();
  await visitor.presses('Save');
  await visitor.presses('Later', await visitor.modal('Atlas is saved'));
  await setup.waitFor({ state: 'detached' });
}

async function declareThen(visitor: Visitor, take: Camera) {
  await visitor.types('/hotfix');
  await visitor.modal('What is seen?');
  await visitor.chooses('What is it for Atlas?', 'critical security hole');
  await visitor.fills('What is seen?', 'Tokens stand in the log of the registry');
  await visitor.fills('Who is hit, and how badly?', 'Everybody who pushed an image today');
  await visitor.fills('Affected versions', '0.6.2');
  await visitor.presses('Declare');
  await visitor.modal('is declared');
  await visitor.closes();
  await visitor.goes('Slipway');
  const ask = visitor.message('Name one with');
  await ask.waitFor();
  await take('hotfix-vacant', ask);
  const vacant = await read(ask);
  await visitor.goes('#atlas');
  await visitor.pushesTo('2026-11-27T15:00');
  const digest = visitor.message('Atlas 0.7.0 · week 2');
  await digest.waitFor();
  await take('hotfix-held-digest', digest);
  return { vacant, digest: await read(digest) };
}
