/** The door of reports: the draft, the digest, the status, and how their figures are counted. */
import type { Feature } from '../../feature.ts';
import {
  answerEdit,
  answerHold,
  hold,
  keepEdit,
  openEdit,
  openHold,
  release,
} from './edit-draft.ts';
import { followDrafts } from './follow-draft.ts';
import { forgetWords } from './forget.ts';
import { glance } from './glance.ts';
import { onAnswered } from './late-answers.ts';
import { onEnded, onPlanned, onProjectChanged, promiseAll } from './plan-weeks.ts';
import { keepDigest, keepLast, prepareDigests } from './post-digest.ts';
import { keepDraft } from './send-draft.ts';
import { onHidden, onOpened } from './who-sees.ts';
import { more, openDetails, share, statusByCommand, statusByPress } from './status.ts';

export const report: Feature = {
  name: 'report',
  forget: forgetWords,
  commands: [
    {
      command: '/release',
      name: 'status',
      usage: '[version]',
      help: 'How a release stands right now, and why.',
      run: statusByCommand,
    },
  ],
  presses: {
    'report.status': statusByPress,
    'report.share': share,
    'report.details': openDetails,
    'report.more': more,
    'report.edit': openEdit,
    'report.hold': openHold,
    'report.release': release,
  },
  submissions: {
    'report.edit': { answer: answerEdit, handle: keepEdit },
    'report.hold': { answer: answerHold, handle: hold },
  },
  promises: {
    'report.draft': keepDraft,
    'report.digest': keepDigest,
    'report.last': keepLast,
  },
  promisesTogether: { 'report.digest': prepareDigests },
  on: {
    'release.planned': onPlanned,
    'project.changed': onProjectChanged,
    'release.shipped': onEnded,
    'release.cancelled': onEnded,
    'checkin.answered': onAnswered,
    'project.repository_hidden': onHidden,
    'project.repository_opened': onOpened,
  },
  start: promiseAll,
  beat: followDrafts,
  offers: { glance },
};
