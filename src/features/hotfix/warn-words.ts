/** What a clock's warning says of those it waits for, and what stands in its place once the clock has stopped. Pure. */
import { sentence, type Message } from '../../slack/blocks.ts';
import type { SeatWords } from './alert.ts';
import type { ClockName } from './clocks.ts';

/** What a clock waits for, inside a sentence. */
export const WHAT: Readonly<Record<ClockName, string>> = {
  decision: 'the decision',
  planning: 'the fix',
  testing: 'the test',
};

/** Who has not decided yet, who is asked in their stead, and whether the reader may go ahead alone. */
export interface Awaited {
  readonly seats: readonly Pick<SeatWords, 'role' | 'names' | 'state'>[];
  /** Plain names of deputies who are asked, too. */
  readonly deputies: readonly string[];
  readonly mayGoAhead: boolean;
}

/** What the decision waits for, in one line: `Not decided yet: Paul (product owner). Ivo asked as deputy.` */
export function awaitedWords({ seats, deputies, mayGoAhead }: Awaited): string {
  const named = (state: SeatWords['state']): string =>
    seats
      .filter((seat) => seat.state === state)
      .map(({ role, names }) => `${names.join(', ') || 'nobody'} (${role})`)
      .join(', ');
  const [open, refused] = [named('open'), named('declined')];
  return [
    open === '' ? '' : `Not decided yet: ${open}.`,
    refused === '' ? '' : `Said no: ${refused}.`,
    deputies.length === 0 ? '' : `${deputies.join(', ')} asked as deputy.`,
    mayGoAhead ? 'You may go ahead without approval, with a reason: open the hotfix.' : '',
  ]
    .filter((words) => words !== '')
    .join(' ');
}

/** What stands in place of a warning whose clock has stopped. */
export function warningOver(name: string, clock: ClockName): Message {
  return sentence(`${name}: nobody waits for ${WHAT[clock]} any more.`);
}
