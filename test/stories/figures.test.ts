/** Every figure that a digest and its details print is counted a second time, from the rows. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { berlin, planAtlas } from '../support/atlas.ts';
import {
  countedAnswers,
  countedItems,
  countedTime,
  standing,
  type Standing,
} from '../support/figures-by-sql.ts';
import { kindOf } from '../support/quiet-contract.ts';
import { aTown, type Name, type Town } from '../support/town.ts';

const ATLAS = 'oci-labs/atlas';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await planAtlas(town);
});
afterEach(async () => {
  await town.leave();
});

/** The newest digest with its details, as text. */
function printed(): { readonly digest: string; readonly details: string } {
  const all = town.person('mara').reads('#atlas');
  const at = all.findLastIndex(({ isReply, text }) => !isReply && text.includes(' · week '));
  const ts = all[at]?.ts;
  const details = all.find(({ raw, isReply }) => isReply && raw.threadTs === ts);
  return { digest: all[at]?.text ?? '', details: details?.text ?? '' };
}

/** Numbers and words that a pattern finds in a text; null where it finds nothing. */
function found(text: string, pattern: RegExp): readonly (string | null)[] {
  return pattern.exec(text)?.slice(1) ?? [];
}

function number(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}

const MEDIANS: Readonly<Record<string, number>> = {
  no: 1,
  unlikely: 2,
  '50:50': 3,
  likely: 4,
  sure: 5,
};

/** The middle vote behind its word; halves lie between two words. */
function medianOf(words: string | null | undefined): number | null {
  if (words === null || words === undefined) return null;
  const values = words.split(/between | and /).flatMap((word) => MEDIANS[word] ?? []);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function daysAhead(words: string | null | undefined): number {
  if (words === 'on time') return 0;
  const [days, side] = found(words ?? '', /^(\d+) working days? (ahead|behind)$/);
  return (side === 'behind' ? -1 : 1) * Number(days);
}

/** Counts of a digest's own text. */
function figuresOfDigest(text: string): Readonly<Record<string, unknown>> {
  const [week] = found(text, / · week (\d+) · /);
  const [ahead, median, votes] = found(
    text,
    /\nTarget [^:]*: ([^;\n]+)(?:; the team says (.+) \((\d+) votes\))?\n/,
  );
  const [done, of, percent] = found(text, /\nProgress (\d+) of (\d+) done \((\d+) %\)/);
  const [doneSince] = found(text, /, \+(\d+) (?:this week|since)/);
  const [came, went] = found(text, /, scope \+(\d+) −(\d+)/);
  const [answered, asked] = found(text, /\n_(\d+) of (\d+) answered/);
  return {
    week: number(week),
    daysAhead: daysAhead(ahead),
    median: medianOf(median),
    votes: number(votes),
    done: number(done),
    of: number(of),
    percent: number(percent),
    doneSince: number(doneSince) ?? 0,
    came: number(came) ?? 0,
    went: number(went) ?? 0,
    trend: found(text, /, pace (above|at|below) target/)[0] ?? null,
    answered: number(answered) ?? 0,
    asked: number(asked) ?? 0,
  };
}

/** Counts of the details in its thread. */
function figuresOfDetails(text: string): Readonly<Record<string, unknown>> {
  const [done, of, percent, withoutOwner] = found(
    text,
    /^Items (\d+) of (\d+) done \((\d+) %\)(?:; (\d+) open without owner)?/,
  );
  const [pointsDone, pointsOf, pointsPercent, withoutPoints] = found(
    text,
    /\nPoints (\d+) of (\d+) done \((\d+) %\)(?:; (\d+) items? without points)?/,
  );
  const [fresh, needed, trend] = found(
    text,
    /\nPace (\d+) items? in seven days, ([\d.]+) needed for the target: (\w+) target/,
  );
  const [timeGone] = found(text, /\nTime (\d+) % of the working days gone/);
  const rows = text.split('\n').filter((line) => /^(?:✓|P\d) \| /.test(line));
  return {
    done: number(done),
    of: number(of),
    percent: number(percent),
    withoutOwner: number(withoutOwner) ?? 0,
    pointsDone: number(pointsDone),
    pointsOf: number(pointsOf),
    pointsPercent: number(pointsPercent),
    withoutPoints: number(withoutPoints) ?? 0,
    fresh: number(fresh),
    needed: number(needed),
    trend: trend ?? null,
    timeGone: number(timeGone),
    rows: rows.length,
    ticked: rows.filter((line) => line.startsWith('✓')).length,
  };
}

function without(all: ReadonlySet<string>, those: ReadonlySet<string>): number {
  return [...all].filter((one) => !those.has(one)).length;
}

/** Holds the digest that was posted at an instant against the rows as they are at that instant. */
function expectTrueFigures(at: string, week: string, before: Standing): Standing {
  const now = standing(town.rows);
  const items = countedItems(town.rows);
  const { median, answered, asked } = countedAnswers(town.rows, week);
  const time = countedTime(town.rows, at, week);
  const { done, of, percent } = items;
  const text = printed();
  expect(figuresOfDigest(text.digest)).toEqual({
    week: time['week'],
    daysAhead: time['daysAhead'],
    median,
    votes: median === null ? null : answered,
    done,
    of,
    percent,
    doneSince: without(now.done, before.done),
    came: without(now.scope, before.scope),
    went: without(before.scope, now.scope),
    trend: time['trend'],
    answered,
    asked,
  });
  expect(figuresOfDetails(text.details)).toEqual({
    ...items,
    fresh: time['fresh'],
    needed: time['needed'],
    trend: time['trend'],
    timeGone: time['timeGone'],
    rows: of,
    ticked: done,
  });
  return now;
}

/** These people answer by one tap each, at an hour when the windows of all but New York are open. */
async function answer(thursday: string, answers: Partial<Record<Name, string>>): Promise<void> {
  await town.pushTo(berlin(thursday, '11:30'));
  for (const name of Object.keys(answers) as Name[])
    await town.person(name).presses('@slipway', answers[name] ?? '');
}

test('figures of five digests are those of the rows', { timeout: 60_000 }, async () => {
  const { world } = town;
  let before = standing(town.rows);

  await answer('2026-11-19', { ivo: 'Likely', noor: 'Sure' });
  await town.pushTo(berlin('2026-11-20', '15:00'));
  before = expectTrueFigures(berlin('2026-11-20', '15:00'), '2026-11-16', before);

  // An item loses its size, one comes and goes within the week, one comes already done.
  const at = { at: berlin('2026-11-23', '12:00') };
  await town.pushTo(at.at);
  world.github.world.editIssue(ATLAS, 113, { labels: ['priority: high', 'must', 'bug'] });
  const passing = world.github.world.openIssue(ATLAS, {
    number: 201,
    title: 'Passing by',
    author: 'ivo-t',
    milestone: '0.7.0',
  });
  const early = world.github.world.openIssue(ATLAS, {
    number: 202,
    title: 'Done before',
    author: 'ivo-t',
    milestone: '0.7.0',
  });
  world.github.world.closeIssue(ATLAS, early.number);
  await town.pushTo(berlin('2026-11-24', '12:00'));
  world.github.world.editIssue(ATLAS, passing.number, { milestone: null });
  await answer('2026-11-26', { ivo: 'Likely', noor: 'Unlikely', dana: '50:50', mara: 'Unlikely' });
  await town.pushTo(berlin('2026-11-27', '15:00'));
  before = expectTrueFigures(berlin('2026-11-27', '15:00'), '2026-11-23', before);

  await answer('2026-12-03', { ivo: 'No', dana: 'Sure', ines: 'Likely' });
  await town.pushTo(berlin('2026-12-04', '15:00'));
  before = expectTrueFigures(berlin('2026-12-04', '15:00'), '2026-11-30', before);

  await town.pushTo(berlin('2026-12-11', '15:00'));
  before = expectTrueFigures(berlin('2026-12-11', '15:00'), '2026-12-07', before);

  await town.pushTo(berlin('2026-12-18', '15:00'));
  before = expectTrueFigures(berlin('2026-12-18', '15:00'), '2026-12-14', before);
  expect(before.done.size).toBe(before.scope.size);

  // Done and not shipped: a week past the target.
  await town.pushTo(berlin('2026-12-25', '15:00'));
  expectTrueFigures(berlin('2026-12-25', '15:00'), '2026-12-21', before);
});

test('a digest that was held and posted the week after is still the digest of its own week', async () => {
  const planned = standing(town.rows);
  await answer('2026-11-19', { ivo: 'Likely', noor: 'Sure', dana: 'Likely' });
  await town.pushTo(berlin('2026-11-20', '11:05'));
  const mara = town.person('mara');
  await mara.presses('@slipway', 'Hold it');
  await mara.submits({ 'Why?': 'We announce it on Monday' });
  await town.pushTo(berlin('2026-11-23', '09:30'));
  expect(town.posts.filter((post) => kindOf(post) === 'digest')).toEqual([]);
  await mara.presses('@slipway', 'Post it now');
  const before = expectTrueFigures(berlin('2026-11-23', '09:30'), '2026-11-16', planned);
  await town.pushTo(berlin('2026-11-27', '15:00'));
  expectTrueFigures(berlin('2026-11-27', '15:00'), '2026-11-23', before);
  expect(town.posts.filter((post) => kindOf(post) === 'digest')).toHaveLength(2);
});
