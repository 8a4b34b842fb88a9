/** “Write down the cause…”: everybody adds, nobody overwrites, and the first cause ends the step. */
import type { Context } from '../../feature.ts';
import { note } from '../../release/journal.ts';
import { findPeople } from '../../release/people.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { loadingModal, tellingModal, toppedModal } from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { showNext, showOutcome } from '../../slack/show.ts';
import type { Db } from '../../store/db.ts';
import {
  CAUSE_KINDS,
  CAUSE_TITLE,
  causeForm,
  readFindings,
  readSeen,
  wroteWords,
} from './cause-form.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { addFindings, findingsOf } from './findings-store.ts';
import { gone, mayNot, openLoading, readValue, withHotfix } from './reach.ts';
import { mayTeach, stepName } from './road.ts';
import { roomFor } from './room-facts.ts';
import { goOnIfTaught } from './taught.ts';

/** Opens the window. */
export async function causePressed(ctx: Context, press: Press): Promise<void> {
  const viewId = await openLoading(ctx, press, CAUSE_TITLE);
  await showNext(ctx, viewId, await formFor(ctx, readValue(press).hotfixId, press.userId));
}

async function formFor(ctx: Context, hotfixId: string, userId: string): Promise<ModalView> {
  const found = await foundHotfix(ctx.db, ctx.workspace.id, hotfixId);
  if (found === undefined) return tellingModal(CAUSE_TITLE, gone());
  const no = (await mayNot(ctx, ctx.db, 'hotfix.learn', found, userId)) ?? notNow(found);
  if (no !== null) return tellingModal(CAUSE_TITLE, no);
  const findings = await findingsOf(ctx.db, hotfixId);
  const nameOf = await namesIn(
    ctx.db,
    ctx.workspace.id,
    findings.map(({ by_user_id: by }) => by),
  );
  const seen = findings.at(-1)?.id ?? '';
  return causeForm(findings, nameOf, JSON.stringify({ hotfixId, seen }));
}

async function namesIn(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<(id: string) => string> {
  const people = await findPeople(db, workspaceId, ids);
  return (id) => people.get(id)?.name ?? 'someone';
}

/** Why nothing can be written down about it; null when it can. */
export function notNow({ hotfix }: FoundHotfix): string | null {
  return mayTeach(hotfix.step)
    ? null
    : `This is written down once the fix is validated; the hotfix is at ${stepName(hotfix.step)}.`;
}

/** What somebody wrote is added, whatever others added meanwhile. */
export const causeSubmitted = {
  answer(_: Context, submission: Submission): Promise<ViewAnswer> {
    return Promise.resolve(
      readFindings(submission.values, CAUSE_KINDS).length === 0
        ? { kind: 'errors', errors: { cause: 'Write something into one of the fields.' } }
        : { kind: 'update', view: loadingModal(CAUSE_TITLE, 'Writing it down…') },
    );
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const { hotfixId, seen } = readSeen(submission.privateMetadata);
    const findings = readFindings(submission.values, CAUSE_KINDS);
    const meanwhile: string[] = [];
    const wish = { hotfixId, action: 'hotfix.learn', userId: submission.userId } as const;
    const no = await withHotfix(ctx, wish, async (tx, found) => {
      const late = notNow(found);
      if (late !== null) return late;
      const others = (await findingsOf(tx.db, hotfixId)).filter(({ id }) => id > seen);
      meanwhile.push(...others.map(({ by_user_id: by }) => by));
      await addFindings(tx, hotfixId, submission.userId, findings);
      const { hotfix } = found;
      await note(tx, {
        workspaceId: hotfix.workspace_id,
        projectId: hotfix.project_id,
        releaseId: hotfix.release_id,
        actor: submission.userId,
        event: 'hotfix.cause_added',
        detail: { hotfixId },
      });
      await goOnIfTaught(ctx, tx, hotfixId, submission.userId);
      return null;
    });
    const view =
      no === null
        ? await outcome(ctx, hotfixId, submission.userId, meanwhile)
        : tellingModal(CAUSE_TITLE, no, ...wroteWords(findings));
    await showOutcome(ctx, submission.viewId, view);
  },
};

/** The room; above it who else wrote while this was open. */
export async function outcome(
  ctx: Context,
  hotfixId: string,
  userId: string,
  meanwhile: readonly string[],
): Promise<ModalView> {
  const room = await roomFor(ctx, hotfixId, userId);
  if (meanwhile.length === 0) return room;
  const nameOf = await namesIn(ctx.db, ctx.workspace.id, meanwhile);
  const names = [...new Set(meanwhile.map(nameOf))].slice(0, 5).join(', ');
  const words = `✓ Yours is added. ${names} wrote too while this was open; nothing was overwritten.`;
  return toppedModal(room, words);
}
