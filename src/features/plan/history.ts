/** `/release history`: the newest entries of a release's journal, as sentences. */
import { typed } from '../../base/command-names.ts';
import { dateIn } from '../../base/time.ts';
import { bold, line, lines, localTime, type ModalView } from '../../slack/blocks.ts';
import type { Context } from '../../feature.ts';
import { entriesOf, type JournalEntry } from '../../release/journal.ts';
import { findPeople } from '../../release/people.ts';
import { privacyOfScopes } from '../../release/projects.ts';
import { historySentence, NOT_SHOWN } from './history-words.ts';
import { wordsModal } from '../../slack/inputs.ts';
import type { Found, Verb } from './verb.ts';

const SHOWN = 30;
const SHOWN_OF_NIGHT = 90;
// Entries that are not shown lie between the others; so many are read to find enough of those.
const READ = 400;

/** Everyone who may see the card may read its history. */
export const historyVerb: Verb = {
  name: 'history',
  title: 'History',
  action: 'plan.see',
  fits: () => true,
  get none() {
    return `No release was planned here yet. Plan one with ${typed('/release')} plan.`;
  },
  refuses: () => null,
  show: showHistory,
};

/** What happened to a release, as a modal. */
function showHistory(ctx: Context, found: Found): Promise<ModalView> {
  return showNewest(ctx, found, SHOWN);
}

/**
 * The same for the lane of hotfixes, which has releases of its own: all of a night, for whoever comes late. Slack shows
 * 100 blocks.
 */
export function showTimeline(
  ctx: Context,
  found: Pick<Found, 'release' | 'project'>,
): Promise<ModalView> {
  return showNewest(ctx, found, SHOWN_OF_NIGHT);
}

async function showNewest(
  ctx: Context,
  found: Pick<Found, 'release' | 'project'>,
  most: number,
): Promise<ModalView> {
  const { release, project } = found;
  const today = dateIn(project.zone, ctx.now);
  const entries = (await entriesOf(ctx.db, release.id, { limit: READ }))
    .filter((entry) => !NOT_SHOWN.has(entry.event))
    .reverse();
  const shown = await withoutPrivateTitles(ctx, found, entries.slice(0, most));
  const actors = shown.map(({ actor }) => actor);
  const people = await findPeople(ctx.db, ctx.workspace.id, actors);
  const names = new Map([...people].map(([id, person]) => [id, person.name]));
  const rest = entries.length - shown.length;
  return wordsModal('History', [
    lines([line(bold(`${project.name} ${release.version}`), ' · newest first')]),
    ...shown.map((entry) =>
      lines([
        line(
          localTime(entry.at, '{date_short} {time}'),
          ` · ${historySentence(entry, names, today)}`,
        ),
      ]),
    ),
    ...(shown.length === 0 ? [lines([line('Nothing has happened yet.')])] : []),
    ...(rest > 0 ? [lines([line('Older entries are kept, but not shown here.')])] : []),
  ]);
}

/** Where people of other organisations may read, an item is named by its number alone. */
async function withoutPrivateTitles(
  ctx: Context,
  { project, release }: Pick<Found, 'project' | 'release'>,
  entries: readonly JournalEntry[],
): Promise<readonly JournalEntry[]> {
  const isPrivate = await privacyOfScopes(ctx.db, [release.id]);
  const hides = ({ detail }: JournalEntry): boolean =>
    'title' in detail && isPrivate.get(String(detail['itemId'])) !== false;
  if (!entries.some(hides) || !(await ctx.hidesPrivate(project))) return entries;
  return entries.map((entry) => {
    if (!hides(entry)) return entry;
    const { title: _title, ...detail } = entry.detail;
    return { ...entry, detail };
  });
}
