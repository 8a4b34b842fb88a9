/** “Write it down”: the retrospective was held; its actions are given, and the hotfix ends. */
import { dateIn } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { findPeople, rememberPerson } from '../../release/people.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { showNext, showOutcome } from '../../slack/show.ts';
import type { Tx } from '../../store/db.ts';
import { giveAction } from './action-flow.ts';
import { readSeen, wroteWords } from './cause-form.ts';
import { notNow, outcome } from './cause-flow.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { addFindings, findingsOf } from './findings-store.ts';
import { gone, mayNot, openLoading, readValue, withHotfix } from './reach.ts';
import { readRetro, RETRO_TITLE, retroForm, type ReadRetro } from './retro-form.ts';
import { sayRetro } from './retro-flow.ts';
import { findRetro, holdRetro, insertRetro } from './retro-store.ts';
import { goOnIfTaught } from './taught.ts';

/** Opens the window. */
export async function retroPressed(ctx: Context, press: Press): Promise<void> {
  const viewId = await openLoading(ctx, press, RETRO_TITLE);
  await showNext(ctx, viewId, await formFor(ctx, readValue(press).hotfixId, press.userId));
}

async function formFor(ctx: Context, hotfixId: string, userId: string): Promise<ModalView> {
  const found = await foundHotfix(ctx.db, ctx.workspace.id, hotfixId);
  if (found === undefined) return tellingModal(RETRO_TITLE, gone());
  const no = (await mayNot(ctx, ctx.db, 'hotfix.learn', found, userId)) ?? notNow(found);
  if (no !== null) return tellingModal(RETRO_TITLE, no);
  const isHeld = ((await findRetro(ctx.db, hotfixId))?.held_at ?? null) !== null;
  const seen = (await findingsOf(ctx.db, hotfixId)).at(-1)?.id ?? '';
  return retroForm(found.name, isHeld, JSON.stringify({ hotfixId, seen }));
}

/** It was filled in. */
export const retroSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const read = await readHere(ctx, submission);
    return read.kind === 'mistaken'
      ? { kind: 'errors', errors: read.errors }
      : { kind: 'update', view: loadingModal(RETRO_TITLE, 'Writing it down…') };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const read = await readHere(ctx, submission);
    if (read.kind === 'mistaken') return;
    await meet(
      ctx,
      read.actions.map(({ ownerId }) => ownerId),
    );
    const { hotfixId, seen } = readSeen(submission.privateMetadata);
    const meanwhile: string[] = [];
    const wish = { hotfixId, action: 'hotfix.learn', userId: submission.userId } as const;
    const no = await withHotfix(ctx, wish, async (tx, found) => {
      const late = notNow(found);
      if (late !== null) return late;
      const others = (await findingsOf(tx.db, hotfixId)).filter(({ id }) => id > seen);
      meanwhile.push(...others.map(({ by_user_id: by }) => by));
      await write(ctx, tx, found, submission.userId, read);
      return null;
    });
    const view =
      no === null
        ? await outcome(ctx, hotfixId, submission.userId, meanwhile)
        : tellingModal(
            RETRO_TITLE,
            no,
            ...wroteWords(read.findings),
            ...read.actions.map(({ text, dueOn }) => `You wrote, action by ${dueOn}: ${text}`),
          );
    await showOutcome(ctx, submission.viewId, view);
  },
};

async function write(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  userId: string,
  { findings, actions }: Extract<ReadRetro, { kind: 'fine' }>,
): Promise<void> {
  const { hotfix } = found;
  await addFindings(tx, hotfix.id, userId, findings);
  // A hotfix that was past its validation before retrospectives were booked has none yet.
  await insertRetro(tx, {
    hotfix_id: hotfix.id,
    starts_at: tx.now,
    remark: 'moved',
    invited: '[]',
    missing: '[]',
    set_by: userId,
  });
  const isFirst = await holdRetro(tx, hotfix.id, userId);
  await note(tx, {
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    releaseId: hotfix.release_id,
    actor: userId,
    event: isFirst ? 'hotfix.retro_held' : 'hotfix.retro_added',
    detail: { hotfixId: hotfix.id },
  });
  for (const action of actions) await giveAction(ctx, tx, found, userId, action);
  if (isFirst) await sayRetro(ctx, tx, found);
  await goOnIfTaught(ctx, tx, hotfix.id, userId);
}

async function readHere(ctx: Context, { values, privateMetadata }: Submission): Promise<ReadRetro> {
  const { hotfixId } = readSeen(privateMetadata);
  const found = await foundHotfix(ctx.db, ctx.workspace.id, hotfixId);
  const chosen = Object.entries(values).flatMap(([name, value]) =>
    name.startsWith('owner_') && typeof value === 'string' ? [value] : [],
  );
  const known = await findPeople(ctx.db, ctx.workspace.id, chosen);
  const cannot = (userId: string): string | null => {
    if (userId === ctx.workspace.botUserId) return 'Choose a person; I only remind them.';
    const person = known.get(userId);
    return person?.isDeactivated === true ? `${person.name} has left. Choose somebody else.` : null;
  };
  return readRetro(values, dateIn(found?.project.zone ?? 'UTC', ctx.now), cannot);
}

/** Learns the names and zones of owners who were never met; when Slack does not answer, it goes without. */
async function meet(ctx: Context, userIds: readonly string[]): Promise<void> {
  const known = await findPeople(ctx.db, ctx.workspace.id, userIds);
  for (const id of new Set(userIds))
    if (!known.has(id))
      try {
        const person = await ctx.desk.person(id);
        await ctx.aside((tx) => rememberPerson(tx, ctx.workspace.id, person));
      } catch (error) {
        ctx.log.trouble('hotfix.owner_not_read', error, { user: id });
      }
}
