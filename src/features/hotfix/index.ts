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
  criterionChosen,
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
import { goOnPressed, joinPressed, MENU, menuChosen, openRoom } from './open-room.ts';
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
import { WORDED_ACTIONS } from './worded.ts';
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
      action: 'hotfix.declare',
      run: declareByCommand,
    },
    {
      command,
      name: 'status',
      usage: '',
      help: 'the hotfixes that run here',
      action: 'hotfix.see',
      run: showStatus,
    },
    {
      command,
      name: 'list',
      usage: '',
      help: 'the newest ten, also ended ones',
      action: 'hotfix.see',
      run: showList,
    },
    {
      command,
      name: 'deputies',
      usage: '',
      help: 'who decides when those who decide are away',
      action: 'hotfix.set_up',
      run: deputiesByCommand,
    },
    {
      command,
      name: 'setup',
      usage: '',
      help: 'which channels are told, and who is called',
      action: 'hotfix.set_up',
      run: setupByCommand,
    },
  ],
  shortcuts: {
    'hotfix.declare': { action: 'hotfix.declare', run: declareByShortcut },
    'hotfix.from_message': { action: 'hotfix.declare', run: declareByShortcut },
  },
  presses: {
    'hotfix.open': { action: 'hotfix.see', run: openRoom },
    'hotfix.more': { action: { choices: MENU }, run: menuChosen },
    'hotfix.join': { action: 'hotfix.join', run: joinPressed },
    'hotfix.criterion': { action: 'hotfix.declare', run: criterionChosen },
    'hotfix.go_on': { action: 'hotfix.move', run: goOnPressed },
    'hotfix.approve': { action: 'hotfix.approve', run: approvePressed },
    'hotfix.words': { action: { choices: WORDED_ACTIONS }, run: wordsPressed },
    'hotfix.tick': { action: 'hotfix.check', run: tickPressed },
    'hotfix.cause': { action: 'hotfix.learn', run: causePressed },
    'hotfix.retro': { action: 'hotfix.learn', run: retroPressed },
    'hotfix.retro_time': { action: 'hotfix.move_retro', run: retroTimePressed },
    'hotfix.action_done': { action: 'hotfix.end_action', run: actionDonePressed },
    'hotfix.let_go': { action: 'hotfix.let_go', run: letAllGoPressed },
    // A link: Slack opens it by itself.
    'hotfix.new_issue': { action: 'hotfix.see', run: async () => undefined },
  },
  submissions: {
    'hotfix.project': { action: 'hotfix.declare', ...projectChosen },
    'hotfix.declare': { action: 'hotfix.declare', ...formSubmitted },
    'hotfix.another': { action: 'hotfix.declare', ...anotherSubmitted },
    'hotfix.words': { action: { field: 'name', choices: WORDED_ACTIONS }, ...wordsSubmitted },
    'hotfix.change': { action: 'hotfix.change', ...changeSubmitted },
    'hotfix.deputies': { action: 'hotfix.set_up', ...deputiesSubmitted },
    'hotfix.cause': { action: 'hotfix.learn', ...causeSubmitted },
    'hotfix.retro': { action: 'hotfix.learn', ...retroSubmitted },
    'hotfix.retro_time': { action: 'hotfix.move_retro', ...retroTimeSubmitted },
    'hotfix.setup': { action: 'hotfix.set_up', ...setupSubmitted },
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
