/** Deeds that want words from whoever does them: what is asked, who may, and on which steps. Pure. */
import type { ActionName } from '../../authority/actions.ts';
import { isOpen, isRunning, mayCancel, mayDecide, mayFail, type Place } from './road.ts';

/** The deeds. */
export type WordedName = 'decline' | 'break_glass' | 'fail' | 'cancel' | 'update' | 'no_back_port';

/** What the modal of a deed asks, and when it makes sense. */
export interface Worded {
  readonly action: ActionName;
  /** At most 24 characters. */
  readonly title: string;
  readonly label: string;
  readonly placeholder: string;
  /** Who reads it, and what follows. */
  readonly hint: string;
  readonly submit: string;
  readonly fits: (place: Place) => boolean;
}

/** Slack takes 3,000 characters; an alert and a journal want less. */
export const LONGEST_WORDS = 500;

/** Every deed with its modal. */
export const WORDED: Readonly<Record<WordedName, Worded>> = {
  decline: {
    action: 'hotfix.approve',
    title: 'Say no',
    label: 'Why not?',
    placeholder: 'A restart helps, and the fix is risky',
    hint: 'The alert says it to everybody. You may still approve later.',
    submit: 'Say no',
    fits: mayDecide,
  },
  break_glass: {
    action: 'hotfix.break_glass',
    title: 'Go ahead',
    label: 'Why without approval?',
    placeholder: 'Both are on a plane, and customers cannot pay',
    hint: 'The alert and the report say that nobody approved, who went ahead, and why.',
    submit: 'Go ahead',
    fits: mayDecide,
  },
  fail: {
    action: 'hotfix.move',
    title: 'The fix failed',
    label: 'What happened?',
    placeholder: 'Sign-in works, but sessions end after a minute',
    hint: 'A new try begins, with clocks of its own.',
    submit: 'Back to development',
    fits: mayFail,
  },
  cancel: {
    action: 'hotfix.cancel',
    title: 'Cancel the hotfix',
    label: 'Why?',
    placeholder: 'The provider had an outage; it is over',
    hint: 'The alert says it to everybody, and other releases go on.',
    submit: 'Cancel the hotfix',
    fits: mayCancel,
  },
  update: {
    action: 'hotfix.update',
    title: 'Say how it goes',
    label: 'How does it go?',
    placeholder: 'The cause is found; a fix is in review',
    hint: 'It stands in the thread of the alert.',
    submit: 'Tell everyone',
    fits: isRunning,
  },
  no_back_port: {
    action: 'hotfix.back_port',
    title: 'Not needed there',
    label: 'Why does the default branch not need the fix?',
    placeholder: 'The code that failed is gone from main',
    hint: 'The timeline and the report say it.',
    submit: 'Write it down',
    fits: (place) => isOpen(place) && !mayCancel(place),
  },
};

/** A deed by its name; undefined for anything else. */
export function wordedName(text: string): WordedName | undefined {
  const names: readonly string[] = Object.keys(WORDED);
  return names.includes(text) ? (text as WordedName) : undefined;
}

/** Which action each of them stands for. */
export const WORDED_ACTIONS: Readonly<Record<string, ActionName>> = Object.fromEntries(
  Object.entries(WORDED).map(([name, { action }]) => [name, action]),
);
