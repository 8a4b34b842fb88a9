/** A newcomer plans a release: types the command, makes a mistake, fills, previews, posts. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What Mara reads on the way to a plan. */
export interface PlanSeen {
  /** The form with one bad field. */
  readonly refused: string;
  /** What she typed elsewhere, as it stands after the refusal. */
  readonly kept: readonly string[];
  readonly preview: string;
  readonly posted: string;
  readonly card: string;
  readonly thread: string;
}

/** Plans Atlas 0.7.0 as the form proposes it, with a theme and a note. Begins and ends in #atlas. */
export async function planRelease(visitor: Visitor, take: Camera): Promise<PlanSeen> {
  const { page } = visitor;
  await visitor.types('/release plan');
  const form = await visitor.modal('Target date');
  await take('plan-form', form);
  await visitor.fills('Version', 'seven');
  await visitor.fills('Theme', 'Container stability');
  await visitor.fills('Compatibility note', 'Images of 0.6 run unchanged');
  await visitor.presses('Preview');
  await form.getByRole('alert').waitFor();
  const refused = await read(form);
  const kept = await Promise.all(
    ['Version', 'Target date', 'Theme', 'Compatibility note', 'GitHub milestone'].map((label) =>
      visitor.field(label).inputValue(),
    ),
  );

  await visitor.fills('Version', '0.7.0');
  await visitor.presses('Preview');
  await form.getByRole('button', { name: 'Post the plan' }).waitFor();
  const preview = await read(form);
  await take('plan-preview', form);
  await visitor.presses('Post the plan');
  const posted = await read(await visitor.modal('is planned'));
  await visitor.closes();

  const card = visitor.newest();
  await card.getByRole('link', { name: /^1 reply/ }).waitFor();
  await take('plan-card', card);
  const thread = await visitor.opensThread(card);
  const messages = thread.getByRole('article');
  await take('plan-thread', messages.first(), messages.last());
  const seen = { refused, kept, preview, posted, card: await read(card) };
  const replies = await read(messages.last());
  await page.getByRole('link', { name: 'Close thread' }).click();
  return { ...seen, thread: replies };
}
