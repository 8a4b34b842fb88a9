/** Gives a request that came back to someone else. */
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import { findPerson } from '../../release/people.ts';
import type { Press, Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { line, lines } from '../../slack/blocks.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import { lookUp } from './look-up.ts';
import { whyNotForSupport } from './support-person.ts';
import { handTo, refuseOthers } from './support.ts';
import { findRequest } from './support-store.ts';

const FIELD = 'to';

/** *Name someone*: asks who. */
export async function openHand(ctx: Context, press: Press): Promise<void> {
  const requestId = String(press.value);
  const request = await findRequest(ctx.db, requestId);
  const isOurs = request?.workspace_id === ctx.workspace.id;
  if (isOurs) await refuseOthers(ctx, ctx.db, 'checkin.settle', request, press.userId);
  const text = isOurs ? request.text : null;
  await ctx.desk.openModal(press.triggerId, handModal(requestId, text));
}

function handModal(requestId: string, text: string | null): ModalView {
  return {
    type: 'modal',
    callbackId: 'checkin.hand',
    title: 'Who can help?',
    submit: 'Ask them',
    close: 'Cancel',
    privateMetadata: requestId,
    blocks: [
      ...(text === null ? [] : [lines([line(text)])]),
      {
        type: 'input',
        block_id: FIELD,
        label: { type: 'plain_text', text: 'Person' },
        hint: { type: 'plain_text', text: 'They get one direct message in their working hours.' },
        element: { type: 'users_select', action_id: 'value' },
      },
    ],
  };
}

/** Checks that the person can be asked, and that nobody else was meanwhile. */
export async function answerHand(ctx: Context, submission: Submission): Promise<ViewAnswer> {
  const to = submission.values[FIELD];
  if (typeof to !== 'string') return { kind: 'errors', errors: { [FIELD]: 'Choose a person.' } };
  const request = await findRequest(ctx.db, submission.privateMetadata);
  if (request?.state !== 'open')
    return { kind: 'errors', errors: { [FIELD]: 'This request is settled already.' } };
  await refuseOthers(ctx, ctx.db, 'checkin.settle', request, submission.userId);
  const sentence =
    (await whoHasIt(ctx, request.to_user_id)) ??
    (await whyNotForSupport(ctx, to, request.from_user_id));
  return sentence === null ? { kind: 'close' } : { kind: 'errors', errors: { [FIELD]: sentence } };
}

/** A sentence when somebody was named after this window opened; null when nobody is. */
async function whoHasIt(ctx: Context, userId: string | null): Promise<string | null> {
  if (userId === null) return null;
  const person = await findPerson(ctx.db, ctx.workspace.id, userId);
  return `${person?.name ?? 'Someone else'} was asked meanwhile. Nothing was changed; close this window.`;
}

/** Passes the request on. Throws SlipwayError when it is settled or with someone else by now. */
export async function handOver(ctx: Context, submission: Submission): Promise<void> {
  const to = submission.values[FIELD];
  if (typeof to !== 'string') throw new SlipwayError('invalid', 'Choose a person.');
  await lookUp(ctx, to);
  await ctx.transact((tx) => handTo(ctx, tx, submission.privateMetadata, submission.userId, to));
}
