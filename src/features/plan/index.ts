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
import { menuPressed, VERBS } from './verbs.ts';
import { whereAreWe } from './where.ts';

const command = (
  name: string,
  usage: string,
  help: string,
  run: CommandSpec['run'],
): CommandSpec => ({
  command: '/release',
  name,
  usage,
  help,
  run,
});

const verbCommand = (verb: Verb, help: string): CommandSpec =>
  command(verb.name, '[version]', help, byCommand(verb));

/** Planning, as the rest of the program sees it. */
export const plan: Feature = {
  name: 'plan',
  commands: [
    command('', '', 'Where the releases of this channel stand.', whereAreWe),
    command('plan', '[version]', 'Plan a release: its dates and its issues.', planByCommand),
    verbCommand(timelineVerb, 'See the calendar and move the target, with a reason.'),
    verbCommand(historyVerb, 'What happened to a release, newest first.'),
    verbCommand(shipVerb, 'Say that a release is out.'),
    verbCommand(cancelVerb, 'Give a release up, with a reason.'),
    verbCommand(closeVerb, 'End the support after a release.'),
  ],
  shortcuts: { 'plan.start': planByShortcut },
  opens: {
    'command /release plan': PLAN_READING,
    'shortcut plan.start': PLAN_READING,
    'press plan.start': PLAN_READING,
  },
  presses: {
    'plan.start': planByPress,
    'plan.back': backToForm,
    'plan.take_day': takeDay,
    'plan.open': byPress(openVerb),
    'plan.more': menuPressed,
    'plan.ship': byPress(shipVerb),
    'plan.close': byPress(closeVerb),
    'plan.move_stage': stagePressed,
    'plan.step_done': stepPressed,
    'plan.goals': goalsPressed,
    'plan.source': byPress(sourceVerb),
    'plan.timeline': timelinePressed,
    'plan.timeline_back': timelineBack,
    'plan.timeline_take': timelineTake,
  },
  submissions: {
    'plan.project': projectChosen,
    'plan.form': formSubmitted,
    'plan.preview': previewSubmitted,
    'plan.pick': releaseChosen(VERBS),
    'plan.goals': goalsSubmitted,
    'plan.source': sourceSubmitted,
    'plan.timeline': timelineSubmitted,
    'plan.timeline_preview': timelineConfirmed,
    'plan.ship': shipSubmitted,
    'plan.cancel': cancelSubmitted,
    'plan.close': closeSubmitted,
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
