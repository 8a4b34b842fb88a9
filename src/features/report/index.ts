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
      action: 'report.see',
      run: statusByCommand,
    },
  ],
  presses: {
    'report.status': { action: 'report.see', run: statusByPress },
    'report.share': { action: 'report.share', run: share },
    'report.details': { action: 'report.see', run: openDetails },
    'report.more': { action: 'report.see', run: more },
    'report.edit': { action: 'report.edit', run: openEdit },
    'report.hold': { action: 'report.edit', run: openHold },
    'report.release': { action: 'report.edit', run: release },
  },
  submissions: {
    'report.edit': { action: 'report.edit', answer: answerEdit, handle: keepEdit },
    'report.hold': { action: 'report.edit', answer: answerHold, handle: hold },
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
