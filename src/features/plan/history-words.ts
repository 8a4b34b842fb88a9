/** The journal as sentences: one for every kind of entry. Pure. */
import { isCalendarDate, dateLabel, type CalendarDate } from '../../base/time.ts';
import { clip, count, oneLine } from '../../base/text.ts';
import type { JournalEntry, JournalEvent } from '../../release/journal.ts';

/** What a sentence is made from: who acted by plain name, and the entry's own details. */
interface Told {
  readonly who: string;
  readonly today: CalendarDate;
  text(name: string): string;
  day(name: string): string;
}

/** Kinds of entries that `history` leaves out: they say nothing that a person decided or did to the plan. */
export const NOT_SHOWN: ReadonlySet<JournalEvent> = new Set(['sync.finished', 'checkin.answered']);

/**
 * One sentence a kind. Check-ins and pauses name nobody: who answered, and who did not, is the release
 * manager's to know.
 */
const SENTENCES: Readonly<Record<JournalEvent, (told: Told) => string>> = {
  'project.set_up': ({ who }) => `${who} set the project up`,
  'project.changed': ({ who }) => `${who} changed the project’s settings`,
  'project.private_titles_shown': ({ who }) =>
    `${who} allowed titles of private repositories in the channel`,
  'project.private_titles_hidden': ({ who }) =>
    `${who} took titles of private repositories out of the shared channel`,
  'project.repository_hidden': (told) => `${told.text('repository')} was made private`,
  'project.repository_opened': (told) => `${told.text('repository')} was made public`,
  'release.planned': (told) =>
    `${told.who} planned ${told.text('version') || 'the release'}${prefixed(' for ', told.day('target'))}`,
  'release.stage_moved': (told) =>
    `${told.who} moved the release${prefixed(' from ', stage(told.text('from')))}${prefixed(' to ', stage(told.text('to')))}`,
  'release.step_done': (told) => `${told.who} ticked off ${stage(told.text('step')) || 'a step'}`,
  'release.target_moved': (told) =>
    `${told.who} moved the target${prefixed(' from ', told.day('from'))}${prefixed(' to ', told.day('to'))}${prefixed(': ', told.text('reason'))}`,
  'release.goals_changed': (told) =>
    `${told.who} changed the goals${prefixed(': added ', told.text('added'))}${prefixed(told.text('added') === '' ? ': dropped ' : '; dropped ', told.text('dropped'))}`,
  'release.source_changed': (told) =>
    `${told.who} changed what is counted from ${told.text('from')} to ${told.text('to')}: ${told.text('came')} came in, ${told.text('left')} left${prefixed(': ', told.text('reason'))}`,
  'release.shipped': (told) =>
    `${told.who} shipped ${told.text('version') || 'the release'}${shippedWith(told)}`,
  'release.cancelled': (told) =>
    `${told.who} cancelled the release${prefixed(': ', told.text('reason'))}`,
  'release.closed': ({ who }) => `${who} closed the release`,
  'release.held': (told) => `Held while ${told.text('hotfix') || 'a hotfix'} runs`,
  'release.let_go': (told) =>
    told.text('over') === 'yes'
      ? `Goes on: ${told.text('hotfix') || 'the hotfix'} is over`
      : `${told.who} let it go on while ${told.text('hotfix') || 'a hotfix'} runs`,
  'scope.added': (told) => `${item(told)} came into scope`,
  'scope.removed': (told) => `${item(told)} left the scope${prefixed(': ', told.text('reason'))}`,
  'scope.deferred': (told) =>
    `${told.who} deferred ${item(told)}${prefixed(' to ', told.text('to'))}${prefixed(': ', told.text('reason'))}`,
  'item.done': (told) => `${item(told)} is done`,
  'item.reopened': (told) => `${item(told)} was opened again`,
  'sync.finished': () => 'GitHub’s news was read',
  'checkin.answered': () => 'A check-in was answered',
  'support.asked': () => 'Someone asked for support',
  'support.done': ({ who }) => `${who} gave the support that was asked for`,
  'support.declined': () => 'A request for support went back',
  'person.paused': () => 'Someone paused their check-ins',
  'person.resumed': () => 'Someone resumed their check-ins',
  'report.posted': (told) => `The digest${prefixed(' of week ', told.text('week'))} was posted`,
  'report.held': ({ who }) => `${who} held the digest`,
  'report.overridden': (told) =>
    `${told.who} changed the colour${prefixed(' to ', told.text('colour') || told.text('to'))}${prefixed(': ', told.text('reason'))}`,
  'project.deputies_named': (told) => `${told.who} named the deputies`,
  'project.hotfixes_set_up': ({ who }) => `${who} changed how hotfixes are told`,
  'project.hotfix_clocks_set': (told) =>
    `${told.who} changed the clocks of hotfixes${prefixed(': ', told.text('changed'))}`,
  'hotfix.declared': (told) =>
    `${told.who} declared the hotfix${prefixed(': ', told.text('seen'))}`,
  'hotfix.joined': ({ who }) => `${who} joined`,
  'hotfix.changed': (told) => `${told.who} changed the ${told.text('what') || 'hotfix'}`,
  'hotfix.moved': (told) =>
    `${told.who} ended ${told.text('from')}; ${told.text('to')} began${prefixed(': ', told.text('remark'))}`,
  'hotfix.failed': (told) =>
    `${told.who} said that the fix failed in ${told.text('from')}${prefixed(': ', told.text('remark'))}`,
  'hotfix.approved': (told) =>
    `${told.who} approved as ${told.text('as')}${prefixed(': ', told.text('about'))}`,
  'hotfix.declined': (told) =>
    `${told.who} said no as ${told.text('as')}${prefixed(': ', told.text('reason'))}`,
  'hotfix.glass_broken': (told) =>
    `${told.who} went ahead without approval${prefixed(': ', told.text('reason'))}`,
  'hotfix.approval_voided': (told) =>
    `The approval of the ${told.text('as')} no longer counts${prefixed(': ', told.text('reason'))}`,
  'hotfix.warned': (told) => `The clock of ${told.text('clock')} warned: ${told.text('warning')}`,
  'hotfix.updated': (told) => `${told.who}: ${told.text('text')}`,
  'hotfix.fix_seen': (told) => `GitHub shows ${told.text('what')}`,
  'hotfix.issue_linked': (told) => `Issue #${told.text('number')} was linked`,
  'hotfix.no_back_port': (told) =>
    `${told.who} said that ${told.text('main')} does not need the fix${prefixed(': ', told.text('reason'))}`,
  'hotfix.cancelled': (told) =>
    `${told.who} cancelled the hotfix${prefixed(': ', told.text('remark'))}`,
  'hotfix.closed': (told) => `${told.who} closed the hotfix${prefixed(': ', told.text('remark'))}`,
  'hotfix.checked': (told) => `${told.who} ticked off “${told.text('check')}”`,
  'hotfix.unchecked': (told) => `${told.who} took back “${told.text('check')}”`,
  'hotfix.cause_added': ({ who }) => `${who} added to the root cause`,
  'hotfix.retro_booked': () => 'The retrospective was booked',
  'hotfix.retro_moved': ({ who }) => `${who} moved the retrospective`,
  'hotfix.retro_held': ({ who }) => `${who} wrote down the retrospective`,
  'hotfix.retro_added': ({ who }) => `${who} added to the retrospective`,
  'hotfix.action_given': ({ who }) => `${who} gave an action`,
  'hotfix.action_done': ({ who }) => `${who} said that an action is done`,
};

/** One entry as a sentence without its date. `names` are plain names by user id. */
export function historySentence(
  entry: JournalEntry,
  names: ReadonlyMap<string, string>,
  today: CalendarDate,
): string {
  const text = (name: string): string => {
    const value = entry.detail[name];
    return typeof value === 'string' || typeof value === 'number'
      ? clip(oneLine(String(value)), 200)
      : '';
  };
  const day = (name: string): string =>
    isCalendarDate(text(name)) ? dateLabel(text(name), today) : '';
  return SENTENCES[entry.event]({ who: actorName(entry.actor, names), today, text, day });
}

function actorName(actor: string, names: ReadonlyMap<string, string>): string {
  if (actor === 'github') return 'GitHub';
  if (actor === 'slipway') return 'Slipway';
  return names.get(actor) ?? 'Someone';
}

function item(told: Told): string {
  const number = told.text('number');
  const title = told.text('title') || 'An item';
  return number === '' ? title : `${title} (#${number})`;
}

function shippedWith(told: Told): string {
  const open = Number(told.text('open') || '0');
  return open > 0 ? ` with ${count(open, 'item')} open` : '';
}

function stage(word: string): string {
  return word.replaceAll('-', ' ');
}

function prefixed(prefix: string, text: string): string {
  return text === '' ? '' : `${prefix}${text}`;
}
