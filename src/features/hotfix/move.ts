/** Moves a hotfix along its road; every move is one transaction with its stamps, clocks, journal and words. */
import type { Context } from '../../feature.ts';
import { note, type JournalEvent } from '../../release/journal.ts';
import { moveStage } from '../../release/releases.ts';
import type { Tx } from '../../store/db.ts';
import { clocksOn, type ClockName } from './clocks.ts';
import { promiseBackPort } from './back-port.ts';
import { closeWarnings } from './close-warnings.ts';
import type { FoundHotfix } from './facts.ts';
import { beginTest, giveUpFix } from './fix-store.ts';
import { endHolds } from './holds.ts';
import { waitingFor } from './holds-store.ts';
import { minutesOf } from './minutes-store.ts';
import { promiseWarnings } from './promise-warnings.ts';
import { isOpen, isRunning, nextStep, stageAt, stepName, type Place } from './road.ts';
import { beginStep, clocksOf, endStep, startClock, stopClocks } from './road-store.ts';
import { sayAll } from './say-all.ts';
import { closeNews } from './say-news.ts';
import { changeHotfix } from './store.ts';

/** What is noted when a hotfix moves. */
export const MOVES = [
  'hotfix.moved',
  'hotfix.failed',
  'hotfix.cancelled',
  'hotfix.closed',
] as const satisfies readonly JournalEvent[];

/** Who moves it, and what they said; a user id and their words, empty for none. */
export interface Mover {
  readonly by: string;
  readonly remark: string;
}

/** A move: where to, with how the step before it ended. */
interface Move {
  readonly to: Place;
  readonly attempt: number;
  readonly outcome: 'done' | 'failed' | 'cancelled';
  readonly event: JournalEvent;
  /** Why it is over, for the alert; null while it goes on. */
  readonly endedReason: string | null;
}

/** From its step to the next one, closed after the last; false when it has ended. */
export function goOn(ctx: Context, tx: Tx, found: FoundHotfix, mover: Mover): Promise<boolean> {
  const { step, attempt } = found.hotfix;
  const to = isOpen(step) ? nextStep(step) : null;
  return to === null
    ? move(ctx, tx, found, mover, {
        to: 'closed',
        attempt,
        outcome: 'done',
        event: 'hotfix.closed',
        endedReason: 'Everything is done.',
      })
    : move(ctx, tx, found, mover, {
        to,
        attempt,
        outcome: 'done',
        event: 'hotfix.moved',
        endedReason: null,
      });
}

/** The fix failed: back to development, for another try with clocks of its own; false when it has ended. */
export function failFix(ctx: Context, tx: Tx, found: FoundHotfix, mover: Mover): Promise<boolean> {
  return move(ctx, tx, found, mover, {
    to: 'development',
    attempt: found.hotfix.attempt + 1,
    outcome: 'failed',
    event: 'hotfix.failed',
    endedReason: null,
  });
}

/** Called off before the fix is out; false when it has ended. */
export function cancelHotfix(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  mover: Mover,
): Promise<boolean> {
  return move(ctx, tx, found, mover, {
    to: 'cancelled',
    attempt: found.hotfix.attempt,
    outcome: 'cancelled',
    event: 'hotfix.cancelled',
    endedReason: mover.remark,
  });
}

async function move(
  ctx: Context,
  tx: Tx,
  found: FoundHotfix,
  { by, remark }: Mover,
  { to, attempt, outcome, event, endedReason }: Move,
): Promise<boolean> {
  const { hotfix, release, name } = found;
  const from = hotfix.step;
  if (!isOpen(from)) return false;
  const ended = isOpen(to) ? {} : { ended_at: tx.now, ended_reason: endedReason };
  const quiet = isRunning(to) ? {} : { next_update_at: null };
  const waiting = isRunning(to) ? [] : await waitingFor(tx.db, hotfix);
  if (!(await changeHotfix(tx, hotfix, { step: to, attempt, ...ended, ...quiet }))) return false;
  await endStep(tx, hotfix, from, { by, outcome, remark });
  const moved = { ...hotfix, step: to, attempt };
  if (isOpen(to)) await beginStep(tx, moved, to, by);
  if (outcome === 'failed') await giveUpFix(tx, hotfix.id);
  if (to === 'testing') await beginTest(tx, moved);
  if (to === 'validation') await promiseBackPort(ctx, tx, { ...found, hotfix: moved });
  await setClocks(ctx, tx, found, moved);
  if (release.stage !== stageAt(to)) await moveStage(tx, release.id, release.stage, stageAt(to));
  if (!isOpen(to)) await ctx.withdraw(tx, { releaseId: release.id }, `the hotfix is ${to}`);
  await note(tx, {
    workspaceId: hotfix.workspace_id,
    projectId: hotfix.project_id,
    releaseId: hotfix.release_id,
    actor: by,
    event,
    detail: { hotfixId: hotfix.id, from: stepName(from), to: stepName(to), remark },
  });
  if (!isRunning(to)) await closeNews(ctx, tx, found, 'The emergency is over.');
  await endHolds(tx, waiting, name);
  await sayAll(ctx, tx, hotfix.id);
  return true;
}

/** Stops the clocks that a place does not need and starts those that it does. */
async function setClocks(
  ctx: Context,
  tx: Tx,
  before: FoundHotfix,
  hotfix: FoundHotfix['hotfix'],
): Promise<void> {
  const wanted = isOpen(hotfix.step) ? clocksOn(hotfix.step) : [];
  const running = (await clocksOf(tx.db, hotfix.id))
    .filter(({ stoppedAt }) => stoppedAt === null)
    .map(({ clock }): ClockName => clock);
  const idle = running.filter((clock) => !wanted.includes(clock));
  await stopClocks(tx, hotfix.id, idle);
  await closeWarnings(ctx, tx, before, idle);
  for (const clock of wanted.filter((one) => !running.includes(one)))
    await beginClock(ctx, tx, hotfix, clock);
}

/** Starts a clock of this try, for as long as the project sets now, with its warnings promised. */
export async function beginClock(
  ctx: Context,
  tx: Tx,
  hotfix: FoundHotfix['hotfix'],
  clock: ClockName,
): Promise<void> {
  const { [clock]: limitMinutes } = await minutesOf(tx.db, hotfix.project_id);
  await startClock(tx, hotfix, clock, limitMinutes);
  await promiseWarnings(ctx, tx, hotfix, {
    clock,
    attempt: hotfix.attempt,
    startedAt: tx.now,
    limitMinutes,
    stoppedAt: null,
  });
}
