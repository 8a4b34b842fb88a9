/** The window for the root cause: what stands already, and fields that add to it. Pure. */
import type { KnownBlock } from '@slack/types';
import { clip, oneLine } from '../../base/text.ts';
import type { FormValues } from '../../slack/form-values.ts';
import { bold, bullets, line, lines, type ModalView } from '../../slack/blocks.ts';
import { textInput } from '../../slack/inputs.ts';
import type { FindingKind, HotfixFindingRow, NewFinding } from './findings-store.ts';
import { LONGEST_WORDS } from './worded.ts';

/** Title of the window. */
export const CAUSE_TITLE = 'Root cause';

/** A question of the window. */
interface Question {
  readonly kind: FindingKind;
  readonly label: string;
  readonly placeholder: string;
}

const QUESTIONS: readonly Question[] = [
  { kind: 'why_1', label: 'Why 1: why did it happen?', placeholder: 'Sign-in had no certificate' },
  { kind: 'why_2', label: 'Why 2: why was that?', placeholder: 'It had run out' },
  { kind: 'why_3', label: 'Why 3: and why that?', placeholder: 'Nobody renewed it' },
  { kind: 'why_4', label: 'Why 4: and why that?', placeholder: 'Nobody knew when it ends' },
  { kind: 'why_5', label: 'Why 5: and why that?', placeholder: 'No alarm watches certificates' },
  {
    kind: 'cause',
    label: 'What was the root cause?',
    placeholder: 'A certificate ran out, because nothing watched it',
  },
  {
    kind: 'factor',
    label: 'What helped it happen?',
    placeholder: 'It was a weekend; the runbook was out of date',
  },
  { kind: 'good', label: 'What went well?', placeholder: 'The alert was read within a minute' },
];

const SHORT: Readonly<Record<FindingKind, string>> = {
  why_1: 'Why 1',
  why_2: 'Why 2',
  why_3: 'Why 3',
  why_4: 'Why 4',
  why_5: 'Why 5',
  cause: 'Root cause',
  factor: 'Helped it happen',
  good: 'Went well',
  bad: 'Did not go well',
};

const MOST_SHOWN = 15;
const LONGEST_SHOWN = 160;

/** The form. `metadata` comes back with what was typed; `nameOf` gives plain names. */
export function causeForm(
  findings: readonly HotfixFindingRow[],
  nameOf: (userId: string) => string,
  metadata: string,
): ModalView {
  return {
    type: 'modal',
    callbackId: 'hotfix.cause',
    title: CAUSE_TITLE,
    submit: 'Write it down',
    close: 'Back',
    privateMetadata: metadata,
    blocks: [
      lines([
        line('Fill in what you know, and leave the rest to others. Everybody may add.'),
        line('It is about what happened, not about who did it.'),
      ]),
      ...standing(findings, nameOf),
      ...QUESTIONS.map(({ kind, label, placeholder }) =>
        textInput({ name: kind, label, optional: true }, LONGEST_WORDS, '', {
          placeholder,
          // One line is enough for a why, and eight tall fields hide each other on a phone.
          multiline: !kind.startsWith('why_'),
        }),
      ),
    ],
  };
}

function standing(
  findings: readonly HotfixFindingRow[],
  nameOf: (userId: string) => string,
): readonly KnownBlock[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(-MOST_SHOWN);
  const before = findings.length - shown.length;
  return [
    lines([line(bold('Written so far'), before > 0 ? ` · ${before} more in the report` : '')]),
    bullets(
      shown.map(({ kind, text, by_user_id: by }) =>
        line(
          bold(SHORT[kind]),
          ` ${clip(oneLine(text), LONGEST_SHOWN)} (${clip(oneLine(nameOf(by)), 40)})`,
        ),
      ),
    ),
  ];
}

/** What was typed into fields that are named after the kind of their answer; empty ones are left out. */
export function readFindings(values: FormValues, kinds: readonly FindingKind[]): NewFinding[] {
  return kinds.flatMap((kind) => {
    const value = values[kind];
    const text = typeof value === 'string' ? value.trim() : '';
    return text === '' ? [] : [{ kind, text: clip(text, LONGEST_WORDS) }];
  });
}

/** The kinds that this window asks for. */
export const CAUSE_KINDS: readonly FindingKind[] = QUESTIONS.map(({ kind }) => kind);

/** What somebody wrote, so that it can be shown to them again when it could not be kept. */
export function wroteWords(findings: readonly NewFinding[]): readonly string[] {
  return findings.map(({ kind, text }) => `You wrote, ${SHORT[kind]}: ${text}`);
}

/** Which hotfix a window is about, and the last finding that stood when it was opened; empty for none. */
export function readSeen(metadata: string): { readonly hotfixId: string; readonly seen: string } {
  const data = JSON.parse(metadata) as Readonly<Record<string, unknown>>;
  return { hotfixId: String(data['hotfixId']), seen: String(data['seen']) };
}
