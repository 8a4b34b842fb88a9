/** Takes the form back: checks it, records every release in it, and never loses what was typed. */
import { sentenceOf, SlipwayError } from '../../base/errors.ts';
import { newReference } from '../../base/id.ts';
import type { Context } from '../../feature.ts';
import { findPerson } from '../../release/people.ts';
import { wholeScope } from '../../release/items.ts';
import type { Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import type { Tx } from '../../store/db.ts';
import { refuseUnlisted, whoseAnswer } from './answer.ts';
import { lookUp } from './look-up.ts';
import { draftErrors, fieldId, isUntouched, readDraft } from './form-draft.ts';
import { parseState, readForm, redrawForm, type FormState } from './form-read.ts';
import { keptMessage, recordedModal, type RecordedLine } from './form-words.ts';
import { sentenceModal } from './modals.ts';
import type { Draft } from './prefill.ts';
import { recordAnswer, type Whose } from './record.ts';
import { isAsked, ownWork } from './roster.ts';
import { sayStanding } from './standing.ts';
import { whyNotForSupport } from './support-person.ts';
import { settleEarlier, supportOfCheckIn } from './support-form.ts';

interface Entry {
  readonly releaseId: string;
  readonly week: string;
  readonly draft: Draft;
}

/** Every mistake at its field; else the next releases, or a word that it is being recorded. */
export async function answerForm(ctx: Context, submission: Submission): Promise<ViewAnswer> {
  const state = parseState(submission.privateMetadata);
  const entries = filledIn(state, submission);
  const [first] = state.shown;
  if (entries.length === 0 && first !== undefined && state.next.length === 0)
    return errors({
      [fieldId('confidence', first[0])]: 'Choose how likely it is; that alone is an answer.',
    });
  for (const { releaseId, week } of entries)
    await refuseUnlisted(ctx, submission.userId, releaseId, week);
  const refusals = await supportRefusals(ctx, submission.userId, entries);
  const found = entries.flatMap(({ draft, releaseId }) =>
    Object.entries(draftErrors(draft, releaseId, (userId) => refusals.get(userId) ?? null)),
  );
  if (found.length > 0) return errors(Object.fromEntries(found));
  if (state.next.length > 0)
    return { kind: 'update', view: await readForm(ctx, submission.userId, state.next) };
  return { kind: 'update', view: sentenceModal('Recording…') };
}

/** Records what was filled in. When that fails the form comes back as it was, with the reason. */
export async function recordForm(ctx: Context, submission: Submission): Promise<void> {
  const state = parseState(submission.privateMetadata);
  const entries = filledIn(state, submission);
  const named = entries.flatMap(({ draft }) =>
    draft.supportFrom === null ? [] : [draft.supportFrom],
  );
  for (const userId of new Set(named)) await lookUp(ctx, userId);
  try {
    const lines = await ctx.transact((tx) => recordAll(ctx, tx, submission.userId, entries));
    if (state.next.length === 0) await show(ctx, submission, recordedModal(lines));
  } catch (error) {
    await giveBack(ctx, submission, state, entries, error);
  }
}

function filledIn(state: FormState, submission: Submission): readonly Entry[] {
  const several = state.shown.length > 1;
  return state.shown.flatMap(([releaseId, week, mark]) => {
    const draft = readDraft(submission.values, releaseId);
    return several && isUntouched(draft, mark) ? [] : [{ releaseId, week, draft }];
  });
}

function errors(found: Readonly<Record<string, string>>): ViewAnswer {
  return { kind: 'errors', errors: found };
}

/** Why people named for support cannot be asked. Slack not answering is no reason against anyone. */
async function supportRefusals(
  ctx: Context,
  from: string,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const refusals = new Map<string, string>();
  for (const { draft } of entries) {
    const userId = draft.supportFrom;
    if (userId === null) continue;
    const sentence = await whyNotForSupport(ctx, userId, from);
    if (sentence !== null) refusals.set(userId, sentence);
  }
  return refusals;
}

async function recordAll(
  ctx: Context,
  tx: Tx,
  userId: string,
  entries: readonly Entry[],
): Promise<readonly RecordedLine[]> {
  const lines: RecordedLine[] = [];
  for (const entry of entries) {
    const whose = await whoseAnswer(ctx, tx.db, userId, entry.releaseId, entry.week);
    lines.push(await recordOne(ctx, tx, whose, entry.draft));
  }
  // The open requests of one message are said once, after all of its releases are written.
  for (const week of new Set(entries.map((entry) => entry.week)))
    await sayStanding(ctx, tx, userId, week);
  return lines;
}

async function recordOne(ctx: Context, tx: Tx, whose: Whose, draft: Draft): Promise<RecordedLine> {
  const { accomplishments, risks, mitigation, focus, confidence } = draft;
  if (confidence === null)
    throw new SlipwayError('invalid', 'Choose how likely it is; that alone is an answer.');
  const person = await findPerson(tx.db, ctx.workspace.id, whose.userId);
  const work = await ownWork(tx.db, person, whose, whose.week);
  const inScope = new Set(
    (await wholeScope(tx.db, whose.release.id)).filter((item) => !item.isDone).map(({ id }) => id),
  );
  const recorded = await recordAnswer(
    ctx,
    tx,
    whose,
    {
      confidence,
      texts: { accomplishments, risks, mitigation, focus },
      // An item that was closed or taken out while the form was open is not slipping any more.
      slipping: draft.slipping.filter((id) => inScope.has(id)),
      items: [...work.closed, ...work.open],
    },
    'form',
  );
  if (!recorded.isOvertaken) await supportOfCheckIn(ctx, tx, whose, recorded.checkInId, draft);
  await settleEarlier(ctx, tx, whose, draft.settled);
  return {
    project: whose.project,
    release: whose.release,
    confidence,
    late: recorded.late,
    isOver: !isAsked(whose.release),
  };
}

async function show(ctx: Context, submission: Submission, view: ModalView): Promise<void> {
  // The person may have closed the window; what they said stands in their message and on Home.
  await ctx.desk
    .updateModal(submission.viewId, view)
    .catch((error: unknown) => ctx.log.trouble('checkin.window_gone', error));
}

async function giveBack(
  ctx: Context,
  submission: Submission,
  state: FormState,
  entries: readonly Entry[],
  error: unknown,
): Promise<void> {
  // Another try of the same arrival was quicker: everything is recorded.
  if (error instanceof Error && error.name === 'AlreadyHandled') throw error;
  const reference = newReference();
  ctx.log.trouble('checkin.form_not_recorded', error, { reference });
  const sentence = sentenceOf(error, reference);
  const drafts = new Map(entries.map(({ releaseId, draft }) => [releaseId, draft]));
  try {
    const form = await redrawForm(ctx, submission.userId, state, drafts, sentence);
    await ctx.desk.updateModal(submission.viewId, form);
  } catch (second) {
    ctx.log.trouble('checkin.form_not_shown', second, { reference });
    await ctx.aside((tx) =>
      ctx.say(tx, {
        key: `checkin.kept:${reference}`,
        workspaceId: ctx.workspace.id,
        to: submission.userId,
        message: keptMessage(
          sentence,
          entries.map(({ draft }) => draft),
        ),
      }),
    );
  }
}
