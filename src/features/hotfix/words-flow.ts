/** Asks for the words of a deed in a modal, and does it. */
import type { Context } from '../../feature.ts';
import { lastActor, note } from '../../release/journal.ts';
import { otherName } from '../../release/people.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { loadingModal, tellingModal, textInput } from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { showNext, showOutcome } from '../../slack/show.ts';
import type { Db, Tx } from '../../store/db.ts';
import { excuseBackPort } from './back-port.ts';
import { breakGlass, decline } from './decide.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { cancelHotfix, failFix, MOVES } from './move.ts';
import { gone, mayNot, openLoading, withHotfix } from './reach.ts';
import { stepName } from './road.ts';
import { roomFor } from './room-facts.ts';
import { sayUpdate } from './say-update.ts';
import { LONGEST_WORDS, WORDED, wordedName, type WordedName } from './worded.ts';

/** Which deed, of which hotfix, and for which role where it is a decision. */
export interface Wanted {
  readonly name: WordedName;
  readonly hotfixId: string;
  readonly role: string;
}

/** A button that wants words: its value is the deed's name, the hotfix's id, and perhaps a role. */
export async function wordsPressed(ctx: Context, press: Press): Promise<void> {
  const [name = '', hotfixId = '', role = ''] = String(press.value).split('/');
  const known = wordedName(name);
  if (known === undefined) throw new Error(`nobody takes the words of ${name}`);
  await askWords(ctx, press, { name: known, hotfixId, role });
}

/** Opens the modal, or one that says why not. */
export async function askWords(ctx: Context, press: Press, wanted: Wanted): Promise<void> {
  const { title } = WORDED[wanted.name];
  const viewId = await openLoading(ctx, press, title);
  await showNext(ctx, viewId, await formOf(ctx, wanted, press.userId));
}

async function formOf(ctx: Context, wanted: Wanted, userId: string): Promise<ModalView> {
  const { action, title, label, placeholder, hint, submit } = WORDED[wanted.name];
  const found = await foundHotfix(ctx.db, ctx.workspace.id, wanted.hotfixId);
  if (found === undefined) return tellingModal(title, gone());
  const no = (await mayNot(ctx, ctx.db, action, found, userId)) ?? tooLate(wanted.name, found);
  if (no !== null) return tellingModal(title, no);
  return {
    type: 'modal',
    callbackId: 'hotfix.words',
    title,
    submit,
    close: 'Back',
    privateMetadata: JSON.stringify(wanted),
    blocks: [
      textInput({ name: 'words', label, hint }, LONGEST_WORDS, '', {
        placeholder,
        multiline: true,
      }),
    ],
  };
}

function tooLate(name: WordedName, { hotfix }: FoundHotfix): string | null {
  return WORDED[name].fits(hotfix.step)
    ? null
    : `This cannot be done any more: the hotfix is at ${stepName(hotfix.step)}.`;
}

/** The same, with who moved it meanwhile. */
async function tooLateBy(
  db: Db,
  name: WordedName,
  found: FoundHotfix,
  userId: string,
): Promise<string | null> {
  const late = tooLate(name, found);
  if (late === null) return null;
  const actor = await lastActor(db, found.release.id, MOVES);
  const other = await otherName(db, found.project.workspaceId, actor, userId);
  return other === null ? late : `${late} ${other} moved it.`;
}

/** The words were given. */
export const wordsSubmitted = {
  answer(_: Context, submission: Submission): Promise<ViewAnswer> {
    const wanted = readWanted(submission.privateMetadata);
    if (wordsIn(submission) === '')
      return Promise.resolve({ kind: 'errors', errors: { words: 'Say it in a few words.' } });
    const { title } = WORDED[wanted.name];
    return Promise.resolve({ kind: 'update', view: loadingModal(title, 'One moment…') });
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const wanted = readWanted(submission.privateMetadata);
    const { name, hotfixId } = wanted;
    const { action, title } = WORDED[name];
    const words = wordsIn(submission);
    const wish = { hotfixId, action, userId: submission.userId };
    const no = await withHotfix(
      ctx,
      wish,
      async (tx, found) =>
        (await tooLateBy(tx.db, name, found, submission.userId)) ??
        (await DEEDS[name](ctx, tx, found, { by: submission.userId, role: wanted.role, words })),
    );
    const view =
      no === null
        ? await roomFor(ctx, hotfixId, submission.userId)
        : tellingModal(title, no, `You wrote: ${words}`);
    await showOutcome(ctx, submission.viewId, view);
  },
};

function readWanted(metadata: string): Wanted {
  const data = JSON.parse(metadata) as Partial<Record<keyof Wanted, unknown>>;
  const name = wordedName(String(data.name));
  if (name === undefined) throw new Error(`nobody takes the words of ${String(data.name)}`);
  return { name, hotfixId: String(data.hotfixId), role: String(data.role) };
}

function wordsIn({ values }: Submission): string {
  const words = values['words'];
  return typeof words === 'string' ? words.trim() : '';
}

interface Given {
  readonly by: string;
  readonly role: string;
  readonly words: string;
}

type WordedDeed = (
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  given: Given,
) => Promise<string | null>;

const moved =
  (move: typeof failFix): WordedDeed =>
  async (ctx, tx, found, { by, words }) => {
    const isMoved = await move(ctx, tx, found, { by, remark: words });
    return isMoved ? null : `This hotfix is ${stepName(found.hotfix.step)}.`;
  };

const DEEDS: Readonly<Record<WordedName, WordedDeed>> = {
  decline: (ctx, tx, found, { by, role, words }) => decline(ctx, tx, found, by, role, words),
  break_glass: (ctx, tx, found, { by, words }) => breakGlass(ctx, tx, found, by, words),
  fail: moved(failFix),
  cancel: moved(cancelHotfix),
  no_back_port: (ctx, tx, found, { by, words }) => excuseBackPort(ctx, tx, found, by, words),
  async update(ctx, tx, found, { by, words }) {
    const { hotfix } = found;
    await note(tx, {
      workspaceId: hotfix.workspace_id,
      projectId: hotfix.project_id,
      releaseId: hotfix.release_id,
      actor: by,
      event: 'hotfix.updated',
      detail: { hotfixId: hotfix.id, text: words },
    });
    await sayUpdate(ctx, tx, found, by, words);
    return null;
  },
};
