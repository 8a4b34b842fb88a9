/** What follows a declaration: that it stands, or that somebody was quicker with the same incident. Pure. */
import { clip, oneLine } from '../../base/text.ts';
import { millisecondsBetween, type Instant } from '../../base/time.ts';
import type { Submission } from '../../slack/arrivals.ts';
import {
  bold,
  button,
  channelLink,
  line,
  lines,
  mention,
  type ModalView,
  type Piece,
} from '../../slack/blocks.ts';
import { readDraft } from './draft.ts';
import type { FoundHotfix } from './facts.ts';
import { DECLARE_TITLE } from './form.ts';
import { packWhere, unpackWhere } from './metadata.ts';
import type { HotfixRow } from './tables.ts';

/** Offers to join what was declared just now; submitting declares another one with all that was typed. */
export function sameModal(twin: HotfixRow, submission: Submission, now: Instant): ModalView {
  const where = unpackWhere(submission.privateMetadata);
  const minutes = Math.max(1, Math.round(millisecondsBetween(twin.declared_at, now) / 60_000));
  const when = minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`;
  return {
    type: 'modal',
    callbackId: 'hotfix.another',
    title: DECLARE_TITLE,
    submit: 'It is another one',
    close: 'Cancel',
    privateMetadata:
      where === null
        ? submission.privateMetadata
        : packWhere({
            ...where,
            known: [twin.id, ...where.known],
            draft: where.draft ?? readDraft(submission.values),
          }),
    blocks: [
      lines([
        line(bold('Is it the same?')),
        line(mention(twin.declared_by), ` declared this ${when}: ${clip(oneLine(twin.seen), 200)}`),
      ]),
      {
        type: 'actions',
        elements: [button('Join it', 'hotfix.join', twin.id, 'primary')],
      },
    ],
  };
}

/** The hotfix stands: in which channels it is told, and what comes next. */
export function declaredModal(
  { name, hotfix }: FoundHotfix,
  channels: readonly string[],
): ModalView {
  const told = channels.flatMap((id, at): Piece[] => [at === 0 ? '' : ', ', channelLink(id)]);
  return {
    type: 'modal',
    callbackId: 'words',
    title: DECLARE_TITLE,
    close: 'Close',
    blocks: [
      lines([
        line(bold(`✓ ${name} is declared.`)),
        line('The alert goes to ', ...told, '. Those who decide are asked by direct message.'),
      ]),
      {
        type: 'actions',
        elements: [button('Open hotfix', 'hotfix.open', hotfix.id, 'primary')],
      },
    ],
  };
}
