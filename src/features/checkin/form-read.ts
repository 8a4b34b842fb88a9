/** Reads what the form shows for a person: their releases, earlier answers and own work. */
import { dateIn, type CalendarDate } from '../../base/time.ts';
import type { Context } from '../../feature.ts';
import { findPerson, type Person } from '../../release/people.ts';
import type { ModalView } from '../../slack/blocks.ts';
import type { Db } from '../../store/db.ts';
import type { FormSection } from './form-fields.ts';
import { formModal, sentenceModal } from './modals.ts';
import { prefill, prefillMark, type Draft } from './prefill.ts';
import { askable, findTrack, isAsked, ownWork, tracksOf } from './roster.ts';
import { weekNow } from './rules.ts';
import { answerBefore, checkInsOf, findCheckIn, slippingOf } from './store.ts';
import { openRequests, requestsOfCheckIn } from './support-store.ts';
import { releaseName } from './words.ts';

/** A release and the week that is answered for it. */
export type Target = readonly [releaseId: string, week: CalendarDate];

/** What travels with the form: what it shows with a mark of what was filled in, and what follows. */
export interface FormState {
  readonly shown: readonly (readonly [releaseId: string, week: CalendarDate, mark: string])[];
  readonly next: readonly Target[];
}

/** More in one form could not be filled in within a minute. */
const MOST_SECTIONS = 4;

/** Everything a person can answer now: each release that is on its way, in the week that counts. */
export async function targetsNow(
  ctx: Context,
  userId: string,
): Promise<{ readonly onAnyList: boolean; readonly targets: readonly Target[] }> {
  const tracks = await tracksOf(ctx.db, ctx.workspace.id, userId);
  const { zone } = await askable(ctx.db, ctx.workspace.id, userId, tracks);
  const targets = tracks.flatMap(({ project, releases }) =>
    releases.map((release) => [release.id, weekNow(project, zone, ctx.now)] as const),
  );
  return { onAnyList: tracks.length > 0, targets };
}

/** What one weekly message asked about and is still on its way. */
export async function targetsOfWeek(
  ctx: Context,
  userId: string,
  week: CalendarDate,
): Promise<readonly Target[]> {
  const targets: Target[] = [];
  for (const row of await checkInsOf(ctx.db, ctx.workspace.id, userId, week)) {
    const track = await findTrack(ctx.db, ctx.workspace.id, row.release_id);
    if (track !== undefined && isAsked(track.release)) targets.push([row.release_id, week]);
  }
  return targets;
}

/** The form for these releases, as many as fit; the others follow after it. */
export async function readForm(
  ctx: Context,
  userId: string,
  targets: readonly Target[],
): Promise<ModalView> {
  const person = await findPerson(ctx.db, ctx.workspace.id, userId);
  const sections = await readSections(ctx, userId, person, targets.slice(0, MOST_SECTIONS));
  if (sections.length === 0) return sentenceModal('There is nothing to answer at present.');
  return drawForm(ctx, person, sections, targets.slice(MOST_SECTIONS), null);
}

/** The same form again with what was typed in it, and a sentence that says what went wrong. */
export async function redrawForm(
  ctx: Context,
  userId: string,
  state: FormState,
  drafts: ReadonlyMap<string, Draft>,
  trouble: string,
): Promise<ModalView> {
  const person = await findPerson(ctx.db, ctx.workspace.id, userId);
  const targets = state.shown.map(([releaseId, week]) => [releaseId, week] as const);
  const sections = await readSections(ctx, userId, person, targets);
  const typed = sections.map((section) => ({
    ...section,
    draft: drafts.get(section.release.id) ?? section.draft,
  }));
  return drawForm(ctx, person, typed, state.next, trouble);
}

function drawForm(
  ctx: Context,
  person: Person | undefined,
  sections: readonly FormSection[],
  next: readonly Target[],
  trouble: string | null,
): ModalView {
  const state: FormState = {
    shown: sections.map(({ release, week, draft }) => [release.id, week, prefillMark(draft)]),
    next,
  };
  return formModal({
    sections,
    metadata: JSON.stringify(state),
    today: dateIn(person?.zone ?? 'UTC', ctx.now),
    trouble,
    more: next.length,
  });
}

/** Reads the state that travelled with a form. Throws for one that this program did not write. */
export function parseState(metadata: string): FormState {
  const state = JSON.parse(metadata) as FormState;
  if (!Array.isArray(state.shown) || !Array.isArray(state.next))
    throw new Error('the form came back without its state');
  return state;
}

async function readSections(
  ctx: Context,
  userId: string,
  person: Person | undefined,
  targets: readonly Target[],
): Promise<readonly FormSection[]> {
  const sections = await Promise.all(
    targets.map((target) => readSection(ctx.db, ctx.workspace.id, userId, person, target)),
  );
  return sections.filter((section) => section !== undefined);
}

async function readSection(
  db: Db,
  workspaceId: string,
  userId: string,
  person: Person | undefined,
  [releaseId, week]: Target,
): Promise<FormSection | undefined> {
  const track = await findTrack(db, workspaceId, releaseId);
  if (track === undefined) return undefined;
  const row = await findCheckIn(db, releaseId, userId, week);
  const ids = row === undefined ? [] : [row.id];
  const work = await ownWork(db, person, track, week);
  const requests = await requestsOfCheckIn(db, ids);
  const earlier = (await openRequests(db, releaseId)).filter(
    (request) => request.from_user_id === userId && request.check_in_id !== row?.id,
  );
  const draft = prefill({
    row,
    slipping: (await slippingOf(db, ids)).map(({ item_id }) => item_id),
    request: requests.find(({ state }) => state === 'open'),
    last: await answerBefore(db, releaseId, userId, week),
    work,
    project: track.project,
  });
  const isOwn = row !== undefined && row.answered_at !== null;
  const closed = isOwn ? 0 : work.closed.length;
  return { ...track, week, draft, open: work.open, closed, earlier };
}

/** `Atlas 0.7.0`, for a release that may be gone. */
export async function nameOf(db: Db, workspaceId: string, releaseId: string): Promise<string> {
  const track = await findTrack(db, workspaceId, releaseId);
  return track === undefined ? 'A release' : releaseName(track.project, track.release);
}
