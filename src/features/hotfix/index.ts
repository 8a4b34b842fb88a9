/** The door of the hotfix lane: declared in under a minute, decided with two taps, not forgotten afterwards. */
import type { Feature } from '../../feature.ts';
import { changeSubmitted } from './change.ts';
import { approvePressed } from './decide.ts';
import {
  anotherSubmitted,
  declareByCommand,
  declareByShortcut,
  formSubmitted,
  projectChosen,
} from './declare.ts';
import { deputiesByCommand, deputiesSubmitted } from './deputies.ts';
import { forgetHotfixes } from './forget.ts';
import { homeCards } from './home.ts';
import { showList, showStatus } from './list.ts';
import { goOnPressed, joinPressed, menuChosen, openRoom } from './open-room.ts';
import { keepUpdate } from './say-update.ts';
import { keepWarning } from './warn.ts';
import { wordsPressed, wordsSubmitted } from './words-flow.ts';

const command = '/hotfix';

export const hotfix: Feature = {
  name: 'hotfix',
  forget: forgetHotfixes,
  commands: [
    {
      command,
      name: '',
      usage: '',
      help: 'declare a hotfix: production is down, or worse',
      run: declareByCommand,
    },
    { command, name: 'status', usage: '', help: 'the hotfixes that run here', run: showStatus },
    { command, name: 'list', usage: '', help: 'the newest ten, also ended ones', run: showList },
    {
      command,
      name: 'deputies',
      usage: '',
      help: 'who decides when those who decide are away',
      run: deputiesByCommand,
    },
  ],
  shortcuts: {
    'hotfix.declare': declareByShortcut,
    'hotfix.from_message': declareByShortcut,
  },
  presses: {
    'hotfix.open': openRoom,
    'hotfix.more': menuChosen,
    'hotfix.join': joinPressed,
    'hotfix.go_on': goOnPressed,
    'hotfix.approve': approvePressed,
    'hotfix.words': wordsPressed,
  },
  submissions: {
    'hotfix.project': projectChosen,
    'hotfix.declare': formSubmitted,
    'hotfix.another': anotherSubmitted,
    'hotfix.words': wordsSubmitted,
    'hotfix.change': changeSubmitted,
    'hotfix.deputies': deputiesSubmitted,
  },
  promises: { 'hotfix.clock': keepWarning, 'hotfix.update': keepUpdate },
  homeCards,
};
