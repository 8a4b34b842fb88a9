/** The week's check-in: one answers by one tap, one writes details, one is asked for support. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What the team reads on Thursday. */
export interface AnswersSeen {
  readonly due: string;
  readonly asked: string;
  readonly tapped: string;
  readonly form: string;
  /** What the form proposes for next week. */
  readonly proposed: string;
  readonly written: string;
  readonly recorded: string;
  readonly support: string;
}

/** Noor's answer, label by label. */
const ANSWER = {
  'What got done': 'Layer checks of the store are drafted (#113)',
  'Risks or issues': 'The Proxmox host comes a week late',
  'What you do about them': 'Ivo borrows a CI runner until it is here',
  'Support you need': 'A licence for the Proxmox test cluster',
} as const;

/** Thursday: Ivo taps, Noor writes and asks Dana for support. Ends in Dana's direct message. */
export async function answerCheckins(visitor: Visitor, take: Camera): Promise<AnswersSeen> {
  const due = await visitor.pushesToNext();
  await visitor.pushesTo('2026-11-19T10:00');
  await visitor.becomes('Ivo Tanaka');
  await visitor.goes('Slipway');
  const question = visitor.message('Atlas 0.7.0');
  const asked = await read(question);
  await take('checkin', question);
  await visitor.presses('Likely', question);
  await question.getByText('Recorded: likely.').waitFor();
  const tapped = await read(question);
  await take('checkin-recorded', question);

  const written = await answerInWords(visitor, take);

  await visitor.becomes('Dana Ruiz');
  const support = await read(visitor.message('needs your support'));
  return { due, asked, tapped, ...written, support };
}

async function answerInWords(visitor: Visitor, take: Camera) {
  await visitor.becomes('Noor Haddad');
  await visitor.presses('Add details', visitor.message('Atlas 0.7.0'));
  const modal = await visitor.modal('What got done');
  const form = await read(modal);
  const proposed = await visitor.field('Next week').inputValue();
  for (const [label, words] of Object.entries(ANSWER)) await visitor.fills(label, words);
  await visitor.chooses('From whom', 'Dana Ruiz');
  await visitor.ticks('Likely');
  await take('checkin-form', modal);
  await visitor.presses('Record');
  const written = await read(await visitor.modal('Recorded:'));
  await visitor.closes();
  const recorded = await read(visitor.message('Atlas 0.7.0'));
  return { form, proposed, written, recorded };
}
