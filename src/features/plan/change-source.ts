/** “Change what is counted”: another GitHub milestone, other labels or another search for a planned release. */
import { createHash } from 'node:crypto';
import { SlipwayError } from '../../base/errors.ts';
import type { Context } from '../../feature.ts';
import {
  addToScope,
  candidates,
  removeFromScope,
  scopeOf,
  type ScopeItem,
} from '../../release/items.ts';
import { note } from '../../release/journal.ts';
import { changeSource, findRelease, type Release } from '../../release/releases.ts';
import { stageLabel } from '../../release/stages.ts';
import type { Source } from '../../release/tables.ts';
import type { Submission } from '../../slack/arrivals.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { loadingModal, tellingModal } from '../../slack/inputs.ts';
import type { ViewAnswer } from '../../slack/port.ts';
import type { Tx } from '../../store/db.ts';
import { isUnderWay } from './card.ts';
import { draftFrom, unpack, type PlanDraft } from './draft.ts';
import { checkSource, type Mistakes } from './draft-check.ts';
import { checkFacts } from './facts.ts';
import { knownOffer, readMilestones } from './form-facts.ts';
import { searchFindings } from './plan-search.ts';
import { sayPlanInFull } from './say-plan.ts';
import { showNext, showOutcome } from '../../slack/show.ts';
import { countedWords, SOURCE_TITLE, sourceModal, sourceName } from './source-modal.ts';
import { allowed, nameIn, type Found, type Verb } from './verb.ts';

const CHANGED_MEANWHILE =
  'Someone else changed what is counted while this was open. Theirs stands; close this and open it again to see it.';
const WHY_LEFT = 'what is counted was changed';

/** Who may, and until when. */
export const sourceVerb: Verb = {
  name: 'counted',
  title: SOURCE_TITLE,
  action: 'plan.count',
  fits: (release) => isUnderWay(release.stage),
  none: 'No release is under way here.',
  refuses: ({ release }) =>
    isUnderWay(release.stage)
      ? null
      : `${release.version} is ${stageLabel(release.stage)}; what it counts does not change any more.`,
  show: (ctx, found) => formFor(ctx, found, draftOf(found.release), {}),
};

/** The modal was submitted. GitHub is asked before anything is saved. */
export const sourceSubmitted = {
  async answer(ctx: Context, submission: Submission): Promise<ViewAnswer> {
    const read = await readSubmission(ctx, submission);
    if ('sentence' in read)
      return { kind: 'update', view: tellingModal(SOURCE_TITLE, read.sentence) };
    if (!read.ok) return { kind: 'errors', errors: read.mistakes };
    const loading = loadingModal(SOURCE_TITLE, 'Asking GitHub…', submission.privateMetadata);
    return { kind: 'update', view: loading };
  },
  async handle(ctx: Context, submission: Submission): Promise<void> {
    const read = await readSubmission(ctx, submission);
    if ('sentence' in read) return;
    const again = (trouble: string | null, mistakes: Mistakes = {}): Promise<void> =>
      formFor(ctx, read.found, read.draft, { trouble, mistakes, reason: read.reason }).then(
        (view) => showNext(ctx, submission.viewId, view),
      );
    const asked = await askGitHub(ctx, read);
    if (!asked.ok) return again(asked.trouble, asked.mistakes);
    try {
      const words = await ctx.transact((tx) =>
        write(ctx, tx, { ...read, source: asked.source, userId: submission.userId }),
      );
      await showOutcome(ctx, submission.viewId, tellingModal(SOURCE_TITLE, words));
    } catch (error) {
      if (!(error instanceof SlipwayError) || error.code !== 'conflict') throw error;
      await again(error.message);
    }
  },
};

interface ReadForm {
  readonly found: Found;
  readonly draft: PlanDraft;
  readonly reason: string;
  /** What the form was opened over. */
  readonly mark: string;
}

type Checked =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly mistakes: Mistakes };

async function readSubmission(
  ctx: Context,
  submission: Submission,
): Promise<{ readonly sentence: string } | (ReadForm & Checked)> {
  const { releaseId, mark } = unpack(submission.privateMetadata);
  const found = await allowed(ctx, sourceVerb, String(releaseId), submission.userId);
  if (typeof found === 'string') return { sentence: found };
  const { values } = submission;
  const draft = draftFrom(found.project.id, values);
  const reason = typeof values['reason'] === 'string' ? values['reason'].trim() : '';
  const form = { found, draft, reason, mark: String(mark) };
  const shown = new Set(Object.keys(values));
  const check = checkSource(
    draft,
    (await checkFacts(ctx.db, found.project, ctx.now)).choices,
    shown,
  );
  if (!check.ok) return { ...form, ...check };
  if (form.mark !== markOf(found.release.source))
    return { ...form, ok: false, mistakes: { reason: CHANGED_MEANWHILE } };
  if (reason === '')
    return { ...form, ok: false, mistakes: { reason: 'Say why, for those who read the digest.' } };
  if (markOf(check.source) === form.mark)
    return { ...form, ok: false, mistakes: { reason: 'This is what is counted already.' } };
  return { ...form, ...check };
}

/** The source as GitHub shows it now; or what GitHub says against it, or that it cannot be asked. */
async function askGitHub(
  ctx: Context,
  read: ReadForm & Checked,
): Promise<
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly trouble: string | null; readonly mistakes?: Mistakes }
> {
  if (!read.ok) return { ok: false, trouble: null, mistakes: read.mistakes };
  const { found, draft } = read;
  const { project } = found;
  const milestones = draft.milestone !== null || draft.milestoneTitle !== '';
  const news = milestones ? await readMilestones(ctx, project) : null;
  const { trouble } = await ctx.offers.refreshProject(ctx, project);
  const unread = news ?? trouble;
  if (unread !== null) return { ok: false, trouble: `Nothing is changed yet. ${unread}` };
  const { choices } = await checkFacts(ctx.db, project, ctx.now);
  const now = checkSource(draft, choices, new Set());
  if (!now.ok) return { ok: false, trouble: null, mistakes: now.mistakes };
  const { source } = now;
  if (source.kind === 'github_milestone' && source.milestones.length === 0)
    return {
      ok: false,
      trouble: `GitHub shows no milestone “${source.title}”. Nothing is changed.`,
    };
  if (source.kind !== 'github_search') return { ok: true, source };
  const findings = await searchFindings(ctx, project, source);
  if ('mistake' in findings)
    return { ok: false, trouble: null, mistakes: { search: findings.mistake } };
  if ('trouble' in findings)
    return { ok: false, trouble: `Nothing is changed yet. ${findings.trouble}` };
  return { ok: true, source: findings.source };
}

/** The deed, and how it went as a sentence. Throws a conflict when somebody was quicker, or nothing would count. */
async function write(
  ctx: Context,
  tx: Tx,
  {
    found,
    source,
    reason,
    mark,
    userId,
  }: Omit<ReadForm, 'draft'> & { readonly source: Source; readonly userId: string },
): Promise<string> {
  const { project } = found;
  const release = await findRelease(tx.db, found.release.id);
  if (release === undefined || markOf(release.source) !== mark)
    throw new SlipwayError('conflict', CHANGED_MEANWHILE);
  const wanted = await candidates(tx.db, project, source, tx.now);
  if (wanted.length === 0)
    throw new SlipwayError(
      'conflict',
      'No issue of this project would count. Nothing is changed; look at how it is written on GitHub.',
    );
  const before = await scopeOf(tx.db, release.id);
  const came = without(wanted, before);
  const left = without(before, wanted);
  await changeSource(tx, release.id, source);
  const of = {
    workspaceId: release.workspaceId,
    projectId: release.projectId,
    releaseId: release.id,
  };
  await note(tx, {
    ...of,
    actor: userId,
    event: 'release.source_changed',
    detail: {
      from: sourceName(release.source),
      to: sourceName(source),
      reason,
      came: came.length,
      left: left.length,
    },
  });
  await addToScope(tx, release, came, false);
  for (const item of left) await removeFromScope(tx, release.id, item.id);
  const told = (item: ScopeItem) => ({ itemId: item.id, number: item.number, title: item.title });
  for (const item of came)
    await note(tx, { ...of, actor: userId, event: 'scope.added', detail: told(item) });
  for (const item of left) {
    const detail = { ...told(item), reason: WHY_LEFT };
    await note(tx, { ...of, actor: userId, event: 'scope.removed', detail });
  }
  await sayPlanInFull(ctx, tx, project, { ...release, source }, await scopeOf(tx.db, release.id));
  return countedWords(before.length, came.length, left.length);
}

function without(items: readonly ScopeItem[], others: readonly ScopeItem[]): readonly ScopeItem[] {
  const ids = new Set(others.map(({ id }) => id));
  return items.filter(({ id }) => !ids.has(id));
}

async function formFor(
  ctx: Context,
  found: Found,
  draft: PlanDraft,
  more: {
    readonly trouble?: string | null;
    readonly mistakes?: Mistakes;
    readonly reason?: string;
  },
): Promise<ModalView> {
  const { release, project } = found;
  const offer = await knownOffer(ctx, project);
  const labels = [...new Set([...draft.labels, ...offer.labels])];
  return sourceModal(
    draft,
    { ...offer, labels },
    {
      name: nameIn(found),
      items: (await scopeOf(ctx.db, release.id)).length,
      metadata: JSON.stringify({ releaseId: release.id, mark: markOf(release.source) }),
      reason: more.reason ?? '',
      trouble: more.trouble ?? null,
      mistakes: more.mistakes ?? {},
    },
  );
}

/** The form filled in with what counts now. */
function draftOf({ projectId, source }: Release): PlanDraft {
  if (source.kind === 'labels') return draftFrom(projectId, { labels: [...source.labels] });
  if (source.kind === 'github_search') return draftFrom(projectId, { search: source.query });
  if (source.kind === 'issue') return draftFrom(projectId, {});
  const [first] = source.milestones;
  return draftFrom(projectId, {
    milestone: first === undefined ? '' : `${first.repositoryId}#${first.number}`,
    milestone_title: first === undefined ? source.title : '',
  });
}

/** Tells whether a release still counts what the modal showed; what a search found is not part of it. */
function markOf(source: Source): string {
  const named =
    source.kind === 'labels'
      ? source.labels
      : source.kind === 'github_search'
        ? source.query
        : source.kind === 'issue'
          ? source.ids
          : [source.title, source.milestones];
  const text = JSON.stringify([source.kind, named]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
