/** Draws App Home: when it is opened, and when something on it has changed. */
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import type { HappenedEvent } from '../../slack/arrivals.ts';
import { SlackRefusal } from '../../slack/port.ts';
import { readHome } from './facts.ts';
import { markDrawn, rememberOpened, wantedHomes, wantedSince } from './store.ts';
import { homeView } from './view.ts';

/** At each beat of the minute. Slack takes more, but other calls share the line. */
const MOST_A_BEAT = 30;
/** Slack's words for: not now. */
const LATER: ReadonlySet<string> = new Set(['no_answer', 'ratelimited']);

/** Home was opened: it is drawn anew each time, which does no harm when it was up to date. */
export async function homeOpened(ctx: Context, event: HappenedEvent): Promise<void> {
  const { userId, raw } = event;
  if (userId === undefined || raw['tab'] === 'messages') return;
  await ctx.aside((tx) => rememberOpened(tx, ctx.workspace.id, userId));
  await draw(ctx, userId);
}

/** Draws every Home that shows what is no longer true: once a beat for a person, however much happened. */
export async function drawWanted(ctx: Context): Promise<void> {
  for (const { userId } of await wantedHomes(ctx.db, ctx.workspace.id, MOST_A_BEAT))
    if (!(await drawIfWanted(ctx, userId))) return;
}

/** Draws one that is wanted. False when Slack does not take anything at present. */
async function drawIfWanted(ctx: Context, userId: string): Promise<boolean> {
  const wantedAt = await wantedSince(ctx.db, ctx.workspace.id, userId);
  if (wantedAt === null) return true;
  try {
    await draw(ctx, userId);
  } catch (error) {
    ctx.log.trouble('home.not_drawn', error, { user: userId });
    if (isPassing(error)) return false;
  }
  await ctx.aside((tx) => markDrawn(tx, ctx.workspace.id, userId, wantedAt));
  return true;
}

/** True when another try may go well: Slack is away, or nothing can be written at present. */
function isPassing(error: unknown): boolean {
  if (error instanceof SlackRefusal) return LATER.has(error.code);
  return error instanceof SlipwayError && error.code === 'unavailable';
}

async function draw(ctx: Context, userId: string): Promise<void> {
  await ctx.desk.publishHome(userId, homeView(await readHome(ctx, userId)));
}

/** Homes that are being drawn, for each line to Slack; true when one has to be drawn once more. */
const underWay = new WeakMap<Context['desk'], Map<string, boolean>>();

/**
 * Draws the Home of whoever just did something, without waiting for the beat. What happens while it is
 * drawn is drawn once, afterwards. Nothing is lost when it fails: it stays wanted.
 */
export async function drawSoon(ctx: Context, userId: string): Promise<void> {
  const drawing = underWay.get(ctx.desk) ?? new Map<string, boolean>();
  underWay.set(ctx.desk, drawing);
  if (drawing.has(userId)) {
    drawing.set(userId, true);
    return;
  }
  try {
    do {
      drawing.set(userId, false);
      await drawIfWanted(ctx, userId);
    } while (drawing.get(userId) === true);
  } catch (error) {
    ctx.log.trouble('home.not_drawn', error, { user: userId });
  } finally {
    drawing.delete(userId);
  }
}
