/** What a town's only hotfix has left: in its journal, in its document, in its room, and in what people were told. */
import { printReport } from '../../src/features/hotfix/report-facts.ts';
import { historySentence } from '../../src/features/plan/history-words.ts';
import { wallAt } from '../base/wall-clock.ts';
import { opened } from './hostile.ts';
import type { Post } from './posts.ts';
import type { Name, Town } from './town.ts';

/** Every entry of its journal as `<instant> <actor> <event>`, oldest first. */
export function journalOf(town: Town): readonly string[] {
  return town
    .rows(
      'select at, actor, event from journal where release_id = (select release_id from hotfix) order by id',
    )
    .map(({ at, actor, event }) => `${at} ${actor} ${event}`);
}

/** The report of the only hotfix as an operator prints it. */
export async function printedReport(town: Town): Promise<string> {
  const [row] = town.rows("select version from release where type = 'hotfix'");
  const wish = { version: String(row?.['version']), project: null, now: town.clock.now() };
  const report = await printReport(town.bot().store.db, { ...wish, sentence: historySentence });
  return report.kind === 'document' ? report.markdown : report.sentence;
}

/** The times in the timeline of the printed document, each on Berlin's clock and on UTC's, oldest first. */
export async function timesInDocument(
  town: Town,
): Promise<readonly (readonly [berlin: string, utc: string])[]> {
  const markdown = await printedReport(town);
  const told = markdown
    .slice(markdown.indexOf('## Timeline'))
    .matchAll(/^- \w+ (\d+ \w+ \d+ [\d:]+) \((?:\w+ \d+ \w+ )?([\d:]+) UTC\): /gm);
  return [...told].map(([, berlin, utc = '']) => [wallAt('UTC', Date.parse(`${berlin}Z`)), utc]);
}

/** The times in the timeline that a person opens from the alert, on UTC's clock, oldest first. */
export async function timesInRoom(town: Town, name: Name): Promise<readonly string[]> {
  await town.person(name).chooses('#atlas', 'Show the timeline');
  const shown = town
    .person(name)
    .modalText()
    .matchAll(/\{time\} ([\d-]+ [\d:]+) UTC\} · /g);
  return [...shown].map(([, at = '']) => at).toReversed();
}

/** Its steps, or its clocks, as one line each, in the order in which they began. */
export function roadOf(town: Town, of: 'steps' | 'clocks'): readonly string[] {
  const rows =
    of === 'steps'
      ? town.rows(
          'select step, attempt, begun_at, ended_at, ended_by, outcome from hotfix_step order by begun_at, rowid',
        )
      : town.rows(
          'select clock, attempt, started_at, stopped_at from hotfix_clock order by started_at, clock',
        );
  return rows.map((row) => Object.values(row).join(' ').replaceAll(':00.000Z', 'Z'));
}

/** True for what somebody was told of a hotfix: by the lane, or by a person in its thread. */
export function isOfHotfix({ text, isReply }: Post): boolean {
  const [head = ''] = text.split('\n');
  return / Hotfix: |-hotfix/.test(head) || (isReply && /^[A-Z]\w+: /.test(head));
}

/** Every message of a hotfix that notified anybody: when on Berlin's clock, where, and its first line. */
export function messagesOf({ posts }: Town): readonly string[] {
  return posts
    .filter(isOfHotfix)
    .map(({ at, place, isReply, text }) => {
      const [head = ''] = text.split('\n');
      const when = wallAt('Europe/Berlin', Date.parse(at)).slice(5);
      return `${when} ${place}${isReply ? ' in the thread' : ''}: ${head.replace(/ \{\{.*/, '')}`;
    })
    .toSorted();
}

/** Every call to Slack whose words mention this user group, by its method and channel. */
export function callsOfGroup(town: Town, groupId: string): readonly string[] {
  return town.world.slack
    .calls()
    .filter(({ method }) => method.startsWith('chat.'))
    .filter(({ args }) => JSON.stringify(opened(args)).includes(groupId))
    .map(({ method, args }) => `${method} ${String(args['channel'])}`);
}
