/** The second step: who is who on GitHub, and what labels mean. Pure. */
import type { KnownBlock } from '@slack/types';
import { clip, oneLine } from '../../base/text.ts';
import { bold, line, lines, smallPrint, type ModalView } from '../../slack/blocks.ts';
import { selectInput, textInput } from '../../slack/inputs.ts';
import { LONGEST_TEXT } from './draft.ts';
import { warningBlocks } from './form-fields.ts';
import { titleOf } from './form-modal.ts';
import { MEANINGS } from './label-text.ts';

/** A person whose login is not confirmed yet. */
export interface Unlinked {
  readonly userId: string;
  readonly name: string;
  /** Proposed before, or guessed now; null for neither. */
  readonly login: string | null;
  /** True when they said that an earlier one was not theirs. */
  readonly isDenied: boolean;
}

/** What the second step shows. */
export interface PeopleStep {
  readonly projectName: string;
  readonly isNew: boolean;
  readonly warnings: readonly string[];
  readonly people: readonly Unlinked[];
  /** Logins to choose from; null where GitHub's list is not at hand or too long: then they are typed. */
  readonly logins: readonly string[] | null;
  /** Null on the pages after the first. */
  readonly labels: { readonly text: string; readonly unused: readonly string[] } | null;
  readonly isLast: boolean;
  readonly metadata: string;
}

/** Slack's ceiling for a list of choices. */
export const MOST_LOGINS = 100;
const LONGEST_LOGIN = 60;
const LONGEST_LABEL = 80;
const WHO_IS_WHO =
  'Who is who on GitHub? Each person is asked to confirm it in their check-in; until then it is not used.';
const MOST_UNUSED = 20;

/** The modal. The project stands already: closing it loses nothing but these answers. */
export function peopleModal(step: PeopleStep): ModalView {
  return {
    type: 'modal',
    callbackId: 'setup.people',
    title: titleOf(step.isNew),
    submit: step.isLast ? 'Save' : 'Save and go on',
    close: 'Later',
    privateMetadata: step.metadata,
    blocks: [
      ...introduction(step),
      ...step.people.map((person) => loginField(person, step.logins)),
      ...labelFields(step.labels),
    ],
  };
}

function introduction(step: PeopleStep): readonly KnownBlock[] {
  const { projectName, isNew, labels } = step;
  const words = [
    ...(labels === null ? [] : [line(bold(`${projectName} is ${isNew ? 'set up' : 'saved'}.`))]),
    ...(step.people.length === 0 ? [] : [line(WHO_IS_WHO)]),
  ];
  return [...(words.length === 0 ? [] : [lines(words)]), ...warningBlocks(step.warnings)];
}

function loginField(person: Unlinked, logins: readonly string[] | null): KnownBlock {
  const frame = {
    name: `login:${person.userId}`,
    label: clip(oneLine(person.name), LONGEST_LABEL) || person.userId,
    optional: true,
    ...(person.isDenied ? { hint: 'Said that the login proposed before is not theirs.' } : {}),
  };
  const own = person.login === null || logins?.includes(person.login) ? [] : [person.login];
  const choices = logins === null || logins.length === 0 ? [] : [...own, ...logins];
  if (choices.length === 0 || choices.length > MOST_LOGINS)
    return textInput(frame, LONGEST_LOGIN, person.login ?? '', { placeholder: 'GitHub login' });
  return selectInput(
    frame,
    choices.map((login) => ({ text: login, value: login })),
    person.login,
  );
}

function labelFields(labels: PeopleStep['labels']): readonly KnownBlock[] {
  if (labels === null) return [];
  const { text, unused } = labels;
  const more = unused.length > MOST_UNUSED ? ` and ${unused.length - MOST_UNUSED} more` : '';
  return [
    textInput(
      {
        name: 'labels',
        label: 'What labels mean',
        hint: `One a line: a label, an equals sign and one of ${MEANINGS}. Without a priority label an issue is P2.`,
        optional: true,
      },
      LONGEST_TEXT,
      text,
      { placeholder: 'priority: high = P0', multiline: true },
    ),
    ...(unused.length === 0
      ? []
      : [
          smallPrint(`Labels without a meaning: ${unused.slice(0, MOST_UNUSED).join(', ')}${more}`),
        ]),
  ];
}
