/** “Move it…”: the lead sets another time for the retrospective. */
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { loadingModal, momentInput, tellingModal } from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { showNext, showOutcome } from '../../slack/show.ts';
import type { Tx } from '../../store/db.ts';
import { inHoursOf } from './book-retro.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { gone, mayNot, openLoading, readValue, withHotfix } from './reach.ts';
import { promiseReminders, retroPeople, sayRetro } from './retro-flow.ts';
import { findRetro, moveRetro } from './retro-store.ts';
import { roomFor } from './room-facts.ts';

const TITLE = 'Move the retrospective';
const HELD = 'This retrospective was held already.';
const MOST_DAYS = 30;

/** Opens the picker. */
export async function retroTimePressed(ctx: Context, press: Press): Promise<void> {
  const viewId = await openLoading(ctx, press, TITLE);
  await showNext(ctx, viewId, await pickerFor(ctx, readValue(press).hotfixId, press.userId));
}

async function pickerFor(ctx: Context, hotfixId: string, userId: string): Promise<ModalView> {
  const found = await foundHotfix(ctx.db, ctx.workspace.id, hotfixId);
  if (found === undefined) return tellingModal(TITLE, gone());
  const no = await mayNot(ctx, ctx.db, 'hotfix.move_retro', found, userId);
  const retro = await findRetro(ctx.db, hotfixId);
  if (no !== null) return tellingModal(TITLE, no);
  if (retro === undefined || retro.held_at !== null) return tellingModal(TITLE, HELD);
  return {
    type: 'modal',
    callbackId: 'hotfix.retro_time',
    title: TITLE,
    submit: 'Move it',
    close: 'Back',
    privateMetadata: JSON.stringify({ hotfixId, from: retro.starts_at }),
    blocks: [
      momentInput(
        { name: 'at', label: 'When is it?', hint: 'Everybody who was in on it is told.' },
        retro.starts_at,
      ),
    ],
  };
}

/** The new time was chosen. */
export const retroTimeSubmitted = {
  answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const mistake = mistakeIn(timeIn(submission), ctx.now);
    return Promise.resolve(
      mistake === null
        ? { kind: 'update', view: loadingModal(TITLE, 'One moment…') }
        : { kind: 'errors', errors: { at: mistake } },
    );
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const { hotfixId, from } = readMeant(submission.privateMetadata);
    const at = timeIn(submission);
    const wish = { hotfixId, action: 'hotfix.move_retro', userId: submission.userId } as const;
    const no = await withHotfix(ctx, wish, (tx, found) =>
      move(ctx, tx, found, submission.userId, from, at),
    );
    const view =
      no === null
        ? await roomFor(ctx, hotfixId, submission.userId)
        : tellingModal(TITLE, no, `You chose ${at.slice(0, 10)} ${at.slice(11, 16)} UTC.`);
    await showOutcome(ctx, submission.viewId, view);
  },
};

/** Pure: why a retrospective cannot begin then; null when it can. */
export function mistakeIn(at: Instant, now: Instant): string | null {
  if (at === '') return 'Choose a day and a time.';
  if (at <= now) return 'This is over already. Choose a time to come.';
  return at > plusMinutes(now, MOST_DAYS * 24 * 60)
    ? `Choose a time within ${MOST_DAYS} days: later nobody remembers.`
    : null;
}

async function move(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  userId: string,
  from: Instant,
  at: Instant,
): Promise<string | null> {
  const { hotfix, project } = found;
  if (at === from) return null;
  const people = await retroPeople(tx.db, found);
  const there = inHoursOf(people, at, new Set(project.idleDays));
  const missing = people.map(({ id }) => id).filter((id) => !there.includes(id));
  const to = { starts_at: at, missing: JSON.stringify(missing), set_by: userId };
  if (!(await moveRetro(tx, { hotfix_id: hotfix.id, from }, to)))
    return 'Someone else moved it while this was open, or it was held. Open the hotfix to see.';
  await note(tx, {
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    releaseId: hotfix.release_id,
    actor: userId,
    event: 'hotfix.retro_moved',
    detail: { hotfixId: hotfix.id, from, startsAt: at },
  });
  await sayRetro(ctx, tx, found);
  await promiseReminders(ctx, tx, found);
  return null;
}

function timeIn({ values }: Submission): Instant {
  const at = values['at'];
  return typeof at === 'string' ? at : '';
}

function readMeant(metadata: string): { readonly hotfixId: string; readonly from: Instant } {
  const data = JSON.parse(metadata) as Readonly<Record<string, unknown>>;
  return { hotfixId: String(data['hotfixId']), from: String(data['from']) };
}
