/** Friday: the draft, a sentence of the release manager, the digest, its thread, a late answer. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What is read around the digest. */
export interface DigestSeen {
  readonly draft: string;
  readonly changed: string;
  readonly digest: string;
  readonly details: string;
  /** The technical lead's message after the digest. */
  readonly closed: string;
  readonly late: string;
  /** The digest and the reply about the late answer, read after it came. */
  readonly after: string;
  readonly reply: string;
}

const SENTENCE = 'The host is promised for Wednesday; nothing waits for it before then.';

/** Mara reads the draft and adds a sentence; the digest comes; Ines answers after it. Ends in #atlas. */
export async function reportWeek(visitor: Visitor, take: Camera): Promise<DigestSeen> {
  const prepared = await prepareDigest(visitor, take);
  await visitor.pushesToNext();
  await visitor.goes('#atlas');
  const digest = visitor.message('week 1');
  await digest.getByRole('link', { name: /^1 reply/ }).waitFor();
  await take('digest', digest);
  const posted = await read(digest);
  const details = visitor.page.getByRole('complementary').getByRole('article').last();
  await visitor.opensThread(digest);
  await take('digest-thread', details);
  const seen = { ...prepared, digest: posted, details: await read(details) };
  await visitor.page.getByRole('link', { name: 'Close thread' }).click();
  return { ...seen, ...(await answerLate(visitor)) };
}

async function prepareDigest(visitor: Visitor, take: Camera) {
  await visitor.pushesTo('2026-11-20T11:00');
  await visitor.becomes('Mara Keller');
  await visitor.goes('Slipway');
  const message = visitor.message('Draft: Atlas 0.7.0');
  const draft = await read(message);
  await visitor.presses('Add words', message);
  const modal = await visitor.modal('One sentence of yours');
  await visitor.fills('One sentence of yours', SENTENCE);
  await modal.getByRole('button').last().click();
  await message.getByText(SENTENCE).waitFor();
  await take('draft', message);
  return { draft, changed: await read(message) };
}

async function answerLate(visitor: Visitor) {
  await visitor.becomes('Ines Brandt');
  await visitor.goes('Slipway');
  const message = visitor.message('Atlas 0.7.0');
  const closed = await read(message);
  await visitor.presses('Answer now', message);
  await visitor.modal('What got done');
  await visitor.fills('Risks or issues', 'The bundle format may change upstream');
  await visitor.ticks('Unlikely');
  await visitor.presses('Record');
  const late = await read(await visitor.modal('Recorded:'));
  await visitor.closes();

  await visitor.goes('#atlas');
  const digest = visitor.message('week 1');
  await digest.getByRole('link', { name: /^2 replies/ }).waitFor();
  const after = await read(digest);
  const thread = await visitor.opensThread(digest);
  const reply = await read(thread.getByRole('article').last());
  await visitor.page.getByRole('link', { name: 'Close thread' }).click();
  return { closed, late, after, reply };
}
