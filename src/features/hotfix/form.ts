/** The form that declares a hotfix: filled in as far as it can be. Pure. */
import type { KnownBlock } from '@slack/types';
import type { Instant } from '../../base/time.ts';
import { bold, button, line, lines, type ModalView } from '../../slack/blocks.ts';
import { momentInput, personInput, selectInput, textInput } from '../../slack/inputs.ts';
import { CRITERIA, NO_CRITERION } from './criteria.ts';

/** What the form knows when it opens. */
export interface FormFacts {
  readonly projectName: string;
  readonly seen: string;
  readonly since: Instant;
  /** The newest version that was shipped; empty when none was. */
  readonly affected: string;
  readonly leadId: string;
  /** Hotfixes that run in the project: the same incident is joined, not declared twice. */
  readonly running: readonly { readonly id: string; readonly words: string }[];
  readonly metadata: string;
}

export const DECLARE_TITLE = 'Declare a hotfix';
export const LONGEST_SEEN = 200;
export const LONGEST_IMPACT = 500;
const LONGEST_AFFECTED = 100;
export const LONGEST_ISSUE = 200;

/** The modal. */
export function declareForm(facts: FormFacts): ModalView {
  return {
    type: 'modal',
    callbackId: 'hotfix.declare',
    title: DECLARE_TITLE,
    submit: 'Declare',
    close: 'Cancel',
    privateMetadata: facts.metadata,
    blocks: [
      ...facts.running.flatMap(runningBlocks),
      selectInput(
        {
          name: 'criterion',
          label: `What is it for ${facts.projectName}?`,
          heardAs: 'hotfix.criterion',
        },
        [
          ...CRITERIA.map(({ id, name, meaning }) => ({
            text: name,
            value: id,
            description: meaning,
          })),
          {
            text: 'None of these',
            value: NO_CRITERION,
            description: 'Then a patch release is the way',
          },
        ],
        null,
      ),
      textInput({ name: 'seen', label: 'What is seen?' }, LONGEST_SEEN, facts.seen, {
        placeholder: 'Sign-in is down for customers in the EU',
      }),
      momentInput({ name: 'since', label: 'Since when?' }, facts.since),
      textInput({ name: 'impact', label: 'Who is hit, and how badly?' }, LONGEST_IMPACT, '', {
        multiline: true,
        placeholder: 'About 2,000 customers cannot sign in; no data is lost',
      }),
      textInput(
        { name: 'affected', label: 'Affected versions' },
        LONGEST_AFFECTED,
        facts.affected,
        { placeholder: '1.4.2' },
      ),
      textInput(
        {
          name: 'issue',
          label: 'GitHub issue',
          hint: 'Leave it empty when there is none yet: the alert has a button that opens one.',
          optional: true,
        },
        LONGEST_ISSUE,
        '',
        { placeholder: '#123' },
      ),
      personInput({ name: 'lead', label: 'Who leads?', optional: true }, facts.leadId),
    ],
  };
}

function runningBlocks({ id, words }: FormFacts['running'][number]): readonly KnownBlock[] {
  return [
    lines([line(bold('Running already: '), words)]),
    {
      type: 'actions',
      elements: [button('Join this one instead', 'hotfix.join', id)],
    },
  ];
}

/** Said for a case that meets no criterion, over the form. */
export function patchModal(projectName: string, channelId: string): ModalView {
  return {
    type: 'modal',
    callbackId: 'words',
    title: DECLARE_TITLE,
    close: 'Close',
    blocks: [
      lines([
        line(bold('This is one for a patch release.')),
        line(
          `The hotfix lane of ${projectName} is for the five cases in the list. A patch takes a week of planning and three to five days of testing, with the usual care.`,
        ),
      ]),
      {
        type: 'actions',
        elements: [button('Plan a patch release', 'plan.start', channelId, 'primary')],
      },
    ],
  };
}
