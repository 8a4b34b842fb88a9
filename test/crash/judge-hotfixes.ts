/** Whether every hotfix stands once, with each deed that was acknowledged, and whether its rows tell one story. */
import { plusMinutes } from '../../src/base/time.ts';
import type { Fault } from './fault.ts';
import type { HotfixDeed } from './memory.ts';
import type { HotfixRecord, Records } from './records.ts';

type Kept = Pick<Records, 'hotfixes' | 'decisions' | 'news' | 'messages'>;

/** Every fault. `deeds` are those that Slack told their people were taken. */
export function judgeHotfixes(deeds: readonly HotfixDeed[], kept: Kept): readonly Fault[] {
  return [
    ...kept.hotfixes.flatMap((one) => judgeOne(one, kept)),
    ...repeated(kept.hotfixes.map(({ seen }) => seen)).map((words) =>
      doubled(`the hotfix “${words}” stands twice`),
    ),
    ...repeated(kept.news).map((words) => doubled(`the news “${words}” stand twice`)),
    ...deeds.flatMap((deed) => (stands(deed, kept) ? [] : [lost(`${deed.kind} “${deed.words}”`)])),
  ];
}

function judgeOne(one: HotfixRecord, { messages }: Kept): readonly Fault[] {
  const { id, seen, step, declarations, openSteps, endedSteps, moves } = one;
  const name = `the hotfix “${seen}” (${id}, ${step})`;
  const isOver = step === 'closed' || step === 'cancelled';
  const isTold = messages.some(({ key }) => key.startsWith(`hotfix:${id}:`));
  return [
    ...(declarations === 1 ? [] : [wrong(`${name} was declared ${declarations} times`)]),
    ...(isTold ? [] : [lost(`${name} was never told`)]),
    ...(openSteps === (isOver ? 0 : 1) ? [] : [wrong(`${name} is on ${openSteps} steps`)]),
    // The first step ends with the declaration, which is no move.
    ...(endedSteps === moves + 1
      ? []
      : [wrong(`${name} ended ${endedSteps} steps, and its history tells of ${moves} moves`)]),
    ...(one.approvals === one.decisions
      ? []
      : [wrong(`${name} has ${one.approvals} decisions, its history ${one.decisions}`)]),
    ...(one.rolesTwice === 0 ? [] : [doubled(`${name}: decided twice for one role`)]),
  ];
}

function stands(deed: HotfixDeed, { hotfixes, decisions, news }: Kept): boolean {
  const { kind, words, hotfixId } = deed;
  const step = hotfixes.find(({ id }) => id === hotfixId)?.step ?? '';
  switch (kind) {
    case 'declared':
      return hotfixes.some(({ seen }) => seen === words) || hasTwin(deed, hotfixes);
    case 'approved':
      return decisions.includes(`${hotfixId}/${words}`) || step === 'cancelled';
    // What comes too late is refused, with the reason.
    case 'news':
      return news.includes(words) || !RUNNING.has(step);
    case 'cancelled':
      return step === 'cancelled' || OUT.has(step);
  }
}

const OUT: ReadonlySet<string> = new Set(['validation', 'root_cause', 'improvement', 'closed']);
const RUNNING: ReadonlySet<string> = new Set([
  'decision',
  'development',
  'testing',
  'deployment',
  'validation',
]);
const SAME_MINUTES = 10;
// What was taken is worked off by the next one who lives, while time goes on.
const LATE_MINUTES = 24 * 60;

/** Another one that was declared just before it was handled: its author is asked whether it is the same. */
function hasTwin({ at }: HotfixDeed, hotfixes: readonly HotfixRecord[]): boolean {
  const since = plusMinutes(at, -SAME_MINUTES);
  const until = plusMinutes(at, LATE_MINUTES);
  return hotfixes.some(({ declaredAt }) => declaredAt >= since && declaredAt <= until);
}

function repeated(all: readonly string[]): readonly string[] {
  return [...new Set(all.filter((one, index) => all.indexOf(one) !== index))];
}

function lost(words: string): Fault {
  return { kind: 'lost', words };
}

function doubled(words: string): Fault {
  return { kind: 'doubled', words };
}

function wrong(words: string): Fault {
  return { kind: 'wrong', words };
}
