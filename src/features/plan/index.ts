/** The door of planning: releases from the plan to their end, the calendar, and the card in the channel. */
import type { CommandSpec, Feature } from '../../feature.ts';
import { goalsPressed, goalsSubmitted } from './change-goals.ts';
import { sourceSubmitted, sourceVerb } from './change-source.ts';
import { cancelSubmitted, closeSubmitted, shipSubmitted } from './ending-flows.ts';
import { cancelVerb, closeVerb, shipVerb } from './ending-verbs.ts';
import { keepSearch } from './find-milestone.ts';
import { historySentence } from './history-words.ts';
import { historyVerb, showTimeline } from './history.ts';
import { suggestionCards } from './home-card.ts';
import { openVerb } from './open-plan.ts';
import { formSubmitted, takeDay } from './plan-preview.ts';
import { previewSubmitted } from './plan-post.ts';
import {
  backToForm,
  planByCommand,
  planByPress,
  planByShortcut,
  PLAN_READING,
  projectChosen,
} from './plan-start.ts';
import { onWhoSees } from './say-plan.ts';
import {
  CARD_EVENTS,
  HOTFIX_EVENTS,
  keepStep,
  onChange,
  onHotfix,
  onProjectChange,
  promiseAllSteps,
} from './say-card.ts';
import { stagePressed, stepPressed } from './stage-flow.ts';
import {
  timelineBack,
  timelineConfirmed,
  timelinePressed,
  timelineSubmitted,
  timelineTake,
  timelineVerb,
} from './timeline-flow.ts';
import { byCommand, byPress, releaseChosen, type Verb } from './verb.ts';
import { MENU, menuPressed, VERB_ACTIONS, VERBS } from './verbs.ts';
import { whereAreWe } from './where.ts';

const command = (
  name: string,
  usage: string,
  help: string,
  action: CommandSpec['action'],
  run: CommandSpec['run'],
): CommandSpec => ({
  command: '/release',
  name,
  usage,
  help,
  action,
  run,
});

const verbCommand = (verb: Verb, help: string): CommandSpec =>
  command(verb.name, '[version]', help, verb.action, byCommand(verb));

/** Planning, as the rest of the program sees it. */
export const plan: Feature = {
  name: 'plan',
  commands: [
    command('', '', 'Where the releases of this channel stand.', 'plan.see', whereAreWe),
    command(
      'plan',
      '[version]',
      'Plan a release: its dates and its issues.',
      'plan.create',
      planByCommand,
    ),
    verbCommand(timelineVerb, 'See the calendar and move the target, with a reason.'),
    verbCommand(historyVerb, 'What happened to a release, newest first.'),
    verbCommand(shipVerb, 'Say that a release is out.'),
    verbCommand(cancelVerb, 'Give a release up, with a reason.'),
    verbCommand(closeVerb, 'End the support after a release.'),
  ],
  shortcuts: { 'plan.start': { action: 'plan.create', run: planByShortcut } },
  opens: {
    'command /release plan': PLAN_READING,
    'shortcut plan.start': PLAN_READING,
    'press plan.start': PLAN_READING,
  },
  presses: {
    'plan.start': { action: 'plan.create', run: planByPress },
    'plan.back': { action: 'plan.create', run: backToForm },
    'plan.take_day': { action: 'plan.create', run: takeDay },
    'plan.open': { action: 'plan.see', run: byPress(openVerb) },
    'plan.more': { action: { choices: MENU }, run: menuPressed },
    'plan.ship': { action: 'plan.ship', run: byPress(shipVerb) },
    'plan.close': { action: 'plan.close', run: byPress(closeVerb) },
    'plan.move_stage': { action: 'plan.move', run: stagePressed },
    'plan.step_done': { action: 'plan.step', run: stepPressed },
    'plan.goals': { action: 'plan.goals', run: goalsPressed },
    'plan.source': { action: 'plan.count', run: byPress(sourceVerb) },
    'plan.timeline': { action: 'plan.retarget', run: timelinePressed },
    'plan.timeline_back': { action: 'plan.retarget', run: timelineBack },
    'plan.timeline_take': { action: 'plan.retarget', run: timelineTake },
  },
  submissions: {
    'plan.project': { action: 'plan.create', ...projectChosen },
    'plan.form': { action: 'plan.create', ...formSubmitted },
    'plan.preview': { action: 'plan.create', ...previewSubmitted },
    'plan.pick': { action: { field: 'verb', choices: VERB_ACTIONS }, ...releaseChosen(VERBS) },
    'plan.goals': { action: 'plan.goals', ...goalsSubmitted },
    'plan.source': { action: 'plan.count', ...sourceSubmitted },
    'plan.timeline': { action: 'plan.retarget', ...timelineSubmitted },
    'plan.timeline_preview': { action: 'plan.retarget', ...timelineConfirmed },
    'plan.ship': { action: 'plan.ship', ...shipSubmitted },
    'plan.cancel': { action: 'plan.cancel', ...cancelSubmitted },
    'plan.close': { action: 'plan.close', ...closeSubmitted },
  },
  promises: { 'plan.step': keepStep, 'plan.find_milestone': keepSearch },
  on: {
    'project.changed': onProjectChange,
    'project.repository_hidden': onWhoSees,
    'project.repository_opened': onWhoSees,
    ...Object.fromEntries(CARD_EVENTS.map((event) => [event, onChange])),
    ...Object.fromEntries(HOTFIX_EVENTS.map((event) => [event, onHotfix])),
  },
  start: promiseAllSteps,
  homeCards: suggestionCards,
  offers: { history: showTimeline, sentence: historySentence },
};
