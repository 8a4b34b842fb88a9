/** The door of the hotfix lane: declared in under a minute, decided with two taps, not forgotten afterwards. */
import type { Feature } from '../../feature.ts';
import { actionDonePressed } from './action-done.ts';
import { keepAction, retroActions } from './action-flow.ts';
import { onFailed, onFixTurned, onMoved, onTaught } from './after.ts';
import { causePressed, causeSubmitted } from './cause-flow.ts';
import { changeSubmitted } from './change.ts';
import { keepChecks } from './check-flow.ts';
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
import { heldBy } from './holds-store.ts';
import { homeCards } from './home.ts';
import { letAllGoPressed, letGo } from './let-go.ts';
import { showList, showStatus } from './list.ts';
import { goOnPressed, joinPressed, menuChosen, openRoom } from './open-room.ts';
import { keepBackPort, openDebts } from './back-port.ts';
import { lookAtFixes } from './look-at-fix.ts';
import { printReport } from './report-facts.ts';
import { keepRetro } from './retro-flow.ts';
import { retroTimePressed, retroTimeSubmitted } from './retro-time.ts';
import { retroPressed, retroSubmitted } from './retro-write.ts';
import { projectChanged } from './say-all.ts';
import { keepUpdate } from './say-news.ts';
import { tickPressed } from './tick.ts';
import { keepWarning } from './warn.ts';
import { channelRenumbered, setupByCommand, setupSubmitted } from './setup-flow.ts';
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
    {
      command,
      name: 'setup',
      usage: '',
      help: 'which channels are told, and who is called',
      run: setupByCommand,
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
    'hotfix.tick': tickPressed,
    'hotfix.cause': causePressed,
    'hotfix.retro': retroPressed,
    'hotfix.retro_time': retroTimePressed,
    'hotfix.action_done': actionDonePressed,
    'hotfix.let_go': letAllGoPressed,
    // A link: Slack opens it by itself.
    'hotfix.new_issue': async () => undefined,
  },
  submissions: {
    'hotfix.project': projectChosen,
    'hotfix.declare': formSubmitted,
    'hotfix.another': anotherSubmitted,
    'hotfix.words': wordsSubmitted,
    'hotfix.change': changeSubmitted,
    'hotfix.deputies': deputiesSubmitted,
    'hotfix.cause': causeSubmitted,
    'hotfix.retro': retroSubmitted,
    'hotfix.retro_time': retroTimeSubmitted,
    'hotfix.setup': setupSubmitted,
  },
  events: { channel_id_changed: channelRenumbered },
  promises: {
    'hotfix.clock': keepWarning,
    'hotfix.update': keepUpdate,
    'hotfix.back_port': keepBackPort,
    'hotfix.check': keepChecks,
    'hotfix.retro': keepRetro,
    'hotfix.action': keepAction,
  },
  on: {
    'project.changed': projectChanged,
    'hotfix.moved': onMoved,
    'hotfix.failed': onFailed,
    'hotfix.cause_added': onTaught,
    'hotfix.retro_held': onTaught,
    'hotfix.retro_added': onTaught,
    'hotfix.action_done': onTaught,
    'hotfix.closed': onTaught,
    'hotfix.fix_seen': onFixTurned,
    'hotfix.no_back_port': onFixTurned,
  },
  beat: lookAtFixes,
  homeCards,
  offers: { heldBy, letGo, openDebts, retroActions },
  documents: { report: printReport },
};
