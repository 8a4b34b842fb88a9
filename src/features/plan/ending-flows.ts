/** Ship, cancel and close: the ways a release ends. Each is one transaction and final. */
import { sentenceOf } from '../../base/errors.ts';
import { newReference } from '../../base/id.ts';
import type { Context } from '../../feature.ts';
import { scopeOf } from '../../release/items.ts';
import { lastActor, note, type JournalEvent } from '../../release/journal.ts';
import { otherName } from '../../release/people.ts';
import { moveStage, replaceMilestones, type Release } from '../../release/releases.ts';
import type { Stage } from '../../release/stages.ts';
import type { Submission } from '../../slack/arrivals.ts';
import type { Message, ModalView } from '../../slack/blocks.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import type { Tx } from '../../store/db.ts';
import { unpack } from './draft.ts';
import { cancelledReply, cancelModal, closedReply, shippedReply } from './ending-modals.ts';
import { cancelVerb, closeVerb, shipVerb } from './ending-verbs.ts';
import { nameOf } from './facts.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import { reasonMistake } from './retarget.ts';
import { promiseSteps, replyInThread, sayCard } from './say-card.ts';
import { countScope } from './scope-counts.ts';
import { showOutcome } from '../../slack/show.ts';
import { milestonesAt } from './suggestions.ts';
import { allowed, nameIn, type Found, type Verb } from './verb.ts';

/** One way to end: which verb, what is noted, what the thread says. */
interface Ending {
  readonly verb: Verb;
  readonly to: Stage;
  readonly event: JournalEvent;
  readonly wantsReason: boolean;
  detail(found: Found, tx: Tx, reason: string): Promise<Readonly<Record<string, unknown>>>;
  words(found: Found, tx: Tx, by: string, reason: string): Promise<Message>;
}

const ENDINGS = ['release.shipped', 'release.cancelled', 'release.closed'] as const;

const ship: Ending = {
  verb: shipVerb,
  to: 'released',
  event: 'release.shipped',
  wantsReason: false,
  async detail({ release }, tx) {
    const { open, done } = countScope(await scopeOf(tx.db, release.id));
    return {
      version: release.version,
      from: release.stage,
      target: release.targetDate,
      open,
      done,
    };
  },
  words: async (found, tx, by) =>
    shippedReply(nameIn(found), await scopeOf(tx.db, found.release.id), by),
};

const cancel: Ending = {
  verb: cancelVerb,
  to: 'cancelled',
  event: 'release.cancelled',
  wantsReason: true,
  detail: ({ release }, _tx, reason) =>
    Promise.resolve({ version: release.version, from: release.stage, reason }),
  words: (found, _tx, by, reason) => Promise.resolve(cancelledReply(nameIn(found), reason, by)),
};

const close: Ending = {
  verb: closeVerb,
  to: 'closed',
  event: 'release.closed',
  wantsReason: false,
  detail: ({ release }) => Promise.resolve({ version: release.version }),
  words: (found, _tx, by) => Promise.resolve(closedReply(nameIn(found), by)),
};

/** “Ship” was submitted. */
export const shipSubmitted = submissionOf(ship);
/** “Cancel release” was submitted, with its reason. */
export const cancelSubmitted = submissionOf(cancel);
/** “Close” was submitted. */
export const closeSubmitted = submissionOf(close);

function submissionOf(ending: Ending) {
  return {
    async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
      const found = await readFound(ctx, ending, submission);
      if (typeof found === 'string')
        return { kind: 'update', view: tellingModal(ending.verb.title, found) };
      const mistake = ending.wantsReason ? reasonMistake(reasonIn(submission)) : null;
      if (mistake !== null) return { kind: 'errors', errors: { reason: mistake } };
      return { kind: 'update', view: loadingModal(ending.verb.title, 'One moment…') };
    },
    async handle(ctx: Context, submission: Submission): Promise<void> {
      const found = await readFound(ctx, ending, submission);
      const view =
        typeof found === 'string'
          ? tellingModal(ending.verb.title, found)
          : await end(ctx, ending, found, submission);
      await showOutcome(ctx, submission.viewId, view);
    },
  };
}

async function end(
  ctx: Context,
  ending: Ending,
  found: Found,
  submission: Submission,
): Promise<ModalView> {
  const { verb } = ending;
  const reason = reasonIn(submission);
  const by = (await nameOf(ctx.db, ctx.workspace.id, submission.userId)) ?? 'the release manager';
  try {
    const isDone = await ctx.transact((tx) =>
      writeEnd(ctx, tx, ending, found, { id: submission.userId, name: by, reason }),
    );
    if (isDone) return tellingModal(verb.title, `✓ ${nameIn(found)} is ${ending.to}.`);
    return tellingModal(verb.title, await overtaken(ctx, found, submission.userId));
  } catch (error) {
    if (error instanceof Error && error.name === 'AlreadyHandled') throw error;
    const reference = newReference();
    ctx.log.trouble('plan.not_ended', error, { reference, verb: verb.name });
    const trouble = sentenceOf(error, reference);
    return ending.wantsReason
      ? cancelModal(nameIn(found), found.release, reason, trouble)
      : tellingModal(verb.title, trouble);
  }
}

async function overtaken({ db }: Context, { release }: Found, userId: string): Promise<string> {
  const events = ['release.stage_moved', ...ENDINGS] as const;
  const actor = await lastActor(db, release.id, events);
  const name = (await otherName(db, release.workspaceId, actor, userId)) ?? 'Someone else';
  return `${name} has just moved it to another stage.`;
}

/** False when the release left its stage meanwhile; then nothing is written. */
async function writeEnd(
  ctx: Context,
  tx: Tx,
  ending: Ending,
  found: Found,
  by: { readonly id: string; readonly name: string; readonly reason: string },
): Promise<boolean> {
  const { release, project } = found;
  if (!(await moveStage(tx, release.id, release.stage, ending.to))) return false;
  const milestones = milestonesAt(ending.to, release.milestones);
  await replaceMilestones(tx, release.id, milestones);
  await note(tx, {
    workspaceId: release.workspaceId,
    projectId: release.projectId,
    releaseId: release.id,
    actor: by.id,
    event: ending.event,
    detail: await ending.detail(found, tx, by.reason),
  });
  // Closing comes after shipping: what others promised since then, such as a last digest, stays.
  const which = ending.to === 'closed' ? { kind: 'plan.step' } : {};
  await ctx.withdraw(tx, { releaseId: release.id, ...which }, `${nameIn(found)} is ${ending.to}`);
  const ended: Release = { ...release, stage: ending.to, milestones };
  if (ending.to === 'released') await promiseSteps(ctx, tx, project, ended);
  await sayCard(ctx, tx, release.id);
  const words = await ending.words(found, tx, by.name, by.reason);
  await replyInThread(ctx, tx, project, ended, ending.to, words);
  return true;
}

/** Who handed it in too late reads who was quicker, behind the reason. */
async function readFound(
  ctx: Context,
  ending: Ending,
  submission: Submission,
): Promise<Found | string> {
  const releaseId = String(unpack(submission.privateMetadata)['releaseId']);
  const found = await allowed(ctx, ending.verb, releaseId, submission.userId);
  if (typeof found !== 'string' || ctx.asked.isRefused()) return found;
  const actor = await lastActor(ctx.db, releaseId, ENDINGS);
  const name = await otherName(ctx.db, ctx.workspace.id, actor, submission.userId);
  return name === null ? found : `${found} ${name} did that.`;
}

function reasonIn(submission: Submission): string {
  const reason = submission.values['reason'];
  return typeof reason === 'string' ? reason.trim() : '';
}
