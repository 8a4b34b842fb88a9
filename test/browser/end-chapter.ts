/** The end: the status, a moved target, the last steps, shipping, and silence. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What Mara reads until the release is out, and after. */
export interface EndSeen {
  readonly status: string;
  readonly move: string;
  readonly movedCard: string;
  readonly ship: string;
  readonly shipped: string;
  readonly shippedCard: string;
  readonly last: string;
  /** Messages in #atlas and in Mara's and Ivo's direct messages, at the end and two weeks later. */
  readonly messages: readonly number[];
  readonly twoWeeksLater: readonly number[];
  readonly nextDue: string;
}

/** From the first digest to two weeks after the release. Begins in #atlas. */
export async function endRelease(visitor: Visitor, take: Camera): Promise<EndSeen> {
  await visitor.becomes('Mara Keller');
  await visitor.types('/release status');
  const answer = visitor.message('Only visible to you');
  await answer.waitFor();
  await take('status', answer);
  const status = await read(answer);
  const moved = await moveTarget(visitor);
  await visitor.pushesTo('2026-12-22T10:00');
  const shipped = await ship(visitor);
  const messages = await countMessages(visitor);
  await visitor.pushesTo('2027-01-05T10:00');
  const twoWeeksLater = await countMessages(visitor);
  const next = visitor.page.getByRole('button', { name: /^To next due/ });
  return { status, ...moved, ...shipped, messages, twoWeeksLater, nextDue: await read(next) };
}

async function moveTarget(visitor: Visitor) {
  const card = visitor.message('Atlas 0.7.0 · minor');
  await visitor.menu(card, 'Move the target');
  const modal = await visitor.modal('New target date');
  await visitor.fills('New target date', '2026-12-22');
  await visitor.fills('Why', 'The Proxmox host comes late');
  await visitor.presses('Preview');
  await modal.getByRole('button', { name: 'Move the target' }).waitFor();
  const move = await read(modal);
  await visitor.presses('Move the target', modal);
  await visitor.modal('is now due');
  await visitor.closes();
  await card.getByText('Tue 22 Dec').first().waitFor();
  return { move, movedCard: await read(card) };
}

async function ship(visitor: Visitor) {
  const card = visitor.message('Atlas 0.7.0 · minor');
  await visitor.presses('Move to release candidate', card);
  await card.getByText('Release candidate ·').waitFor();
  await visitor.menu(card, 'Ship');
  const modal = await visitor.modal('Shipping marks it');
  const question = await read(modal);
  await visitor.presses('Ship', modal);
  const shipped = await read(await visitor.modal('✓'));
  await visitor.closes();
  // The heartbeat brings it within a minute; nobody here wants to wait for that.
  await visitor.pushesToNext();
  const last = visitor.message('Atlas 0.7.0 · shipped');
  await last.waitFor();
  return {
    ship: question,
    shipped,
    shippedCard: await read(card),
    last: await read(last),
  };
}

async function countMessages(visitor: Visitor): Promise<readonly number[]> {
  const messages = visitor.page.getByRole('main').getByRole('article');
  const counts = [];
  for (const person of ['Mara Keller', 'Ivo Tanaka']) {
    await visitor.becomes(person);
    await visitor.goes('#atlas');
    counts.push(await messages.count());
    await visitor.goes('Slipway');
    counts.push(await messages.count());
  }
  return counts;
}
