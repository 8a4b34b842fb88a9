/** What waits for a person on App Home: their check-in, support asked of them, their pause. */
import { dateIn } from '../../base/time.ts';
import type { Context, HomeCard } from '../../feature.ts';
import { findPerson } from '../../release/people.ts';
import { holders } from '../../release/projects.ts';
import { checkinCard, pauseCard, supportCard } from './home-blocks.ts';
import { pauseWords } from './pause.ts';
import { tracksOf } from './roster.ts';
import { readView } from './standing.ts';
import { newestAsk } from './ask-store.ts';
import { openRequests, waitingFor, type ToldRequest } from './support-store.ts';
import { supportLines } from './tell.ts';

/** The cards of check-ins on a person's Home. */
export async function homeCards(ctx: Context, userId: string): Promise<readonly HomeCard[]> {
  const cards = await Promise.all([
    openCheckin(ctx, userId),
    supportForMe(ctx, userId),
    myPause(ctx, userId),
  ]);
  return cards.filter((card) => card !== null);
}

async function openCheckin(ctx: Context, userId: string): Promise<HomeCard | null> {
  const ask = await newestAsk(ctx.db, ctx.workspace.id, userId);
  if (ask === undefined) return null;
  const view = await readView(ctx, ctx, ask, null, null);
  const open = view.sections.filter(({ state }) => state.kind === 'open');
  return open.length === 0 ? null : checkinCard({ ...view, sections: open });
}

async function supportForMe(ctx: Context, userId: string): Promise<HomeCard | null> {
  const told = await waitingFor(ctx.db, ctx.workspace.id, userId);
  const unnamed = await unnamedForManager(ctx, userId, told);
  const requests = await supportLines(ctx, ctx, [...told, ...unnamed], userId);
  return requests.length === 0 ? null : supportCard(requests);
}

/** Requests that name nobody are the release manager's to see to. */
async function unnamedForManager(
  ctx: Context,
  userId: string,
  told: readonly ToldRequest[],
): Promise<readonly ToldRequest[]> {
  const found: ToldRequest[] = [];
  for (const { project, releases } of await tracksOf(ctx.db, ctx.workspace.id, userId)) {
    if (!holders(project, 'release_manager').includes(userId)) continue;
    for (const release of releases)
      for (const request of await openRequests(ctx.db, release.id))
        if (request.to_user_id === null && told.every(({ id }) => id !== request.id))
          found.push({ ...request, day: request.since, told_at: null, outcome: 'open' });
  }
  return found;
}

async function myPause(ctx: Context, userId: string): Promise<HomeCard | null> {
  const person = await findPerson(ctx.db, ctx.workspace.id, userId);
  if (person === undefined) return null;
  const words = pauseWords(person, dateIn(person.zone, ctx.now));
  return words === null ? null : pauseCard(words);
}
