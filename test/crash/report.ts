/** What a run of the crash test found, in words. */
import type { Outcome } from './crash.ts';
import { countOf } from './fault.ts';
import type { InHand } from './in-hand.ts';

const MOST_SHOWN = 50;

/** The lines to print for towns that were played beside each other. */
export function reportOf(outcomes: readonly Outcome[]): readonly string[] {
  const sum = (count: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const promises = (state: string): number =>
    sum(({ records }) => records.promises.filter((row) => row.state === state).length);
  const hand = (kind: keyof InHand): number => sum(({ inHand }) => inHand[kind]);
  const kills = sum((outcome) => outcome.kills);
  const killing = Math.max(...outcomes.map(({ seconds }) => seconds.killing));
  const all = Math.max(...outcomes.map(({ seconds }) => seconds.all));
  const answers = sum(({ remembered }) =>
    remembered.reduce((total, { acknowledged }) => total + acknowledged, 0),
  );
  const messages = sum(({ records }) => records.messages.length);
  const outOfDate = sum(
    ({ records }) => records.messages.filter(({ state }) => state === 'skipped').length,
  );
  const hotfixes = sum(({ records }) => records.hotfixes.length);
  const faults = outcomes.flatMap((outcome) => outcome.faults);
  return [
    `${(kills / killing).toFixed(1)} kills a second, ${all.toFixed(0)} s in all; the product's time is ${outcomes.map(({ now }) => now).join(', ')}`,
    `${sum(({ calls }) => calls.slack)} calls to Slack, ${sum(({ calls }) => calls.github)} to GitHub; ${befellIn(outcomes)}`,
    `${sum(({ removed }) => removed)} doubles were removed on the way`,
    `${promises('done')} promises kept, ${promises('skipped')} skipped with a reason, ${promises('failed')} given up because their time was over`,
    `${kills} kills, ${messages} messages (${outOfDate} out of date before they could be posted), ${answers} acknowledged answers, ${hotfixes} hotfixes with ${sum(({ deeds }) => deeds)} acknowledged deeds; ${countOf(faults, 'lost')} lost, ${countOf(faults, 'doubled')} doubled, ${countOf(faults, 'wrong')} otherwise wrong; integrity_check and foreign_key_check of ${outcomes.length}`,
    `${hand('atWork')} of them died with something in hand: ${hand('sending')} over a message on its way, ${hand('arrived')} over an arrival, ${hand('keeping')} over a promise`,
    ...faults.slice(0, MOST_SHOWN).map(({ kind, words }) => `${kind}: ${words}`),
    ...verdictOn(outcomes, faults.length),
  ];
}

function befellIn(outcomes: readonly Outcome[]): string {
  const all = new Map<string, number>();
  for (const { befell } of outcomes)
    for (const [name, times] of befell) all.set(name, (all.get(name) ?? 0) + times);
  return [...all].map(([name, times]) => `${times} ${name}`).join(', ') || 'nothing went wrong';
}

function verdictOn(outcomes: readonly Outcome[], faults: number): readonly string[] {
  if (faults === 0) return ['passed: everything stands exactly once'];
  const folders = outcomes.filter((outcome) => outcome.faults.length > 0).map((o) => o.folder);
  return [`failed: ${faults} faults; database and log are kept in ${folders.join(', ')}`];
}
