/** The window in which a retrospective is written down: what went well, what did not, and who does what. Pure. */
import { clip, oneLine } from '../../base/text.ts';
import { isCalendarDate, plusDays, type CalendarDate } from '../../base/time.ts';
import type { FormValues } from '../../slack/form-values.ts';
import { bold, line, lines, type ModalView } from '../../slack/blocks.ts';
import { dateInput, personInput, textInput } from '../../slack/inputs.ts';
import { readFindings } from './cause-form.ts';
import type { NewFinding } from './findings-store.ts';
import { LONGEST_WORDS } from './worded.ts';

/** Title of the window. */
export const RETRO_TITLE = 'Retrospective';
const LONGEST_ACTION = 200;
/** An action without a day is due as many days after it was given. */
const DAYS_GIVEN = 14;
const PLACES = [1, 2, 3, 4, 5] as const;

/** An action as it was typed. */
export interface TypedAction {
  readonly text: string;
  readonly ownerId: string;
  readonly dueOn: CalendarDate;
}

/** The form; its fields are empty, for what others wrote stands in the report. */
export function retroForm(name: string, isHeld: boolean, metadata: string): ModalView {
  return {
    type: 'modal',
    callbackId: 'hotfix.retro',
    title: RETRO_TITLE,
    submit: 'Write it down',
    close: 'Back',
    privateMetadata: metadata,
    blocks: [
      lines([
        line(bold(clip(oneLine(name), 150))),
        line(
          isHeld
            ? 'It is written down already. What you write is added.'
            : 'Actions stay on the plan card until they are done. Leave out what you do not need.',
        ),
        line('Each action needs somebody who does it. Without a day it is due in two weeks.'),
      ]),
      textInput({ name: 'good', label: 'What went well?', optional: true }, LONGEST_WORDS, '', {
        placeholder: 'Everybody knew within a minute',
        multiline: true,
      }),
      textInput({ name: 'bad', label: 'What did not?', optional: true }, LONGEST_WORDS, '', {
        placeholder: 'The runbook was out of date',
        multiline: true,
      }),
      ...PLACES.flatMap((place) => [
        textInput(
          { name: `action_${place}`, label: `Action ${place}`, optional: true },
          LONGEST_ACTION,
          '',
          { placeholder: 'Watch when certificates run out' },
        ),
        personInput(
          { name: `owner_${place}`, label: `Who does action ${place}?`, optional: true },
          null,
        ),
        dateInput({ name: `due_${place}`, label: `Action ${place} by when?`, optional: true }, ''),
      ]),
    ],
  };
}

/** What was typed, or mistakes by field. */
export type ReadRetro =
  | {
      readonly kind: 'fine';
      readonly findings: readonly NewFinding[];
      readonly actions: readonly TypedAction[];
    }
  | { readonly kind: 'mistaken'; readonly errors: Readonly<Record<string, string>> };

/** Reads the form. `today` is the project's day, from which actions without a day get theirs; `cannot` says why a person cannot own an action, null when they can. */
export function readRetro(
  values: FormValues,
  today: CalendarDate,
  cannot: (userId: string) => string | null,
): ReadRetro {
  const findings = readFindings(values, ['good', 'bad']);
  const errors: Record<string, string> = {};
  const actions = PLACES.flatMap((place): TypedAction[] => {
    const [text, ownerId, typedDay] = [`action_${place}`, `owner_${place}`, `due_${place}`].map(
      (name) => textIn(values, name),
    );
    if (text === undefined || ownerId === undefined || typedDay === undefined) return [];
    if (text === '' && ownerId === '' && typedDay === '') return [];
    const dueOn = isCalendarDate(typedDay) ? typedDay : plusDays(today, DAYS_GIVEN);
    const no = ownerId === '' ? null : cannot(ownerId);
    if (text === '') errors[`action_${place}`] = 'Say what is done.';
    if (ownerId === '') errors[`owner_${place}`] = 'Choose who does it.';
    if (no !== null) errors[`owner_${place}`] = no;
    if (dueOn < today) errors[`due_${place}`] = 'This day is over. Choose one to come.';
    return [{ text, ownerId, dueOn }];
  });
  if (Object.keys(errors).length > 0) return { kind: 'mistaken', errors };
  return findings.length + actions.length === 0
    ? { kind: 'mistaken', errors: { good: 'Write something into one of the fields.' } }
    : { kind: 'fine', findings, actions };
}

function textIn(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}
