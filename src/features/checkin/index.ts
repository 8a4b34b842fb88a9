/** The door of check-ins: asks, reminds, hears the answer, and carries requests for support. */
import type { Feature } from '../../feature.ts';
import { change, tap } from './answer.ts';
import { keepAsk } from './ask.ts';
import { addDetails, answerNow } from './form.ts';
import { loadingModal } from './modals.ts';
import { answerForm, recordForm } from './form-submit.ts';
import { forgetAnswers } from './forget.ts';
import { answerHand, handOver, openHand } from './hand.ts';
import { showHistory } from './history.ts';
import { homeCards } from './home.ts';
import { answerLogin } from './link.ts';
import { chooseFromMenu } from './menu.ts';
import {
  answerPause,
  handlePause,
  pauseByCommand,
  resumeByCommand,
  resumeByPress,
} from './pause.ts';
import { planEverybody, replanPerson, replanProject } from './plan-asks.ts';
import { keepClose, keepReminder } from './remind.ts';
import { supportDone, supportNotMe } from './support.ts';
import { teamVoices } from './team-voice.ts';
import { unreached } from './unreached.ts';
import { keepSupport } from './tell.ts';

const command = '/checkin';

export const checkin: Feature = {
  name: 'checkin',
  forget: forgetAnswers,
  commands: [
    {
      command,
      name: '',
      usage: '',
      help: 'answer now, early or late',
      action: 'checkin.open',
      run: answerNow,
    },
    {
      command,
      name: 'pause',
      usage: 'until <date>',
      help: 'rest until a day',
      action: 'checkin.pause',
      run: pauseByCommand,
    },
    {
      command,
      name: 'resume',
      usage: '',
      help: 'be asked again',
      action: 'checkin.pause',
      run: resumeByCommand,
    },
    {
      command,
      name: 'history',
      usage: '',
      help: 'your own answers, newest first',
      action: 'checkin.open',
      run: showHistory,
    },
  ],
  presses: {
    'checkin.tap': { action: 'checkin.answer', run: tap },
    'checkin.change': { action: 'checkin.answer', run: change },
    'checkin.details': { action: 'checkin.open', run: addDetails },
    'checkin.more': {
      action: {
        choices: { pause: 'checkin.pause', about: 'checkin.open', snooze: 'checkin.open' },
      },
      run: chooseFromMenu,
    },
    'checkin.login': { action: 'checkin.link', run: answerLogin },
    'checkin.resume': { action: 'checkin.pause', run: resumeByPress },
    'checkin.support_done': { action: 'checkin.settle', run: supportDone },
    'checkin.support_not_me': { action: 'checkin.decline', run: supportNotMe },
    'checkin.support_hand': { action: 'checkin.settle', run: openHand },
  },
  submissions: {
    'checkin.details': { action: 'checkin.answer', answer: answerForm, handle: recordForm },
    'checkin.pause': { action: 'checkin.pause', answer: answerPause, handle: handlePause },
    'checkin.hand': { action: 'checkin.settle', answer: answerHand, handle: handOver },
  },
  inOrder: ['press checkin.tap', 'submission checkin.details'],
  shortcuts: { 'checkin.start': { action: 'checkin.open', run: answerNow } },
  opens: {
    'command /checkin': loadingModal,
    'shortcut checkin.start': loadingModal,
    'press checkin.details': loadingModal,
  },
  promises: {
    'checkin.ask': keepAsk,
    'checkin.remind': keepReminder,
    'checkin.close': keepClose,
    'checkin.support': keepSupport,
  },
  on: {
    'project.set_up': replanProject,
    'project.changed': replanProject,
    'release.planned': replanProject,
    'release.stage_moved': replanProject,
    'release.target_moved': replanProject,
    'release.shipped': replanProject,
    'release.cancelled': replanProject,
    'release.closed': replanProject,
    'person.paused': replanPerson,
    'person.resumed': replanPerson,
  },
  start: planEverybody,
  homeCards,
  offers: { teamVoices, unreached },
};
