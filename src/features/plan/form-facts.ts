/** Fills the plan form: GitHub's milestones now or as last known, labels in use, proposals. */
import type { Context } from '../../feature.ts';
import { GitHubTrouble } from '../../github/port.ts';
import type { Project } from '../../release/projects.ts';
import { shared } from '../../release/tables.ts';
import { parseVersion } from '../../release/version.ts';
import type { Db } from '../../store/db.ts';
import type { PlanDraft } from './draft.ts';
import type { CheckFacts } from './draft-check.ts';
import { checkFacts } from './facts.ts';
import type { FormOffer } from './form-modal.ts';
import { goalsHint, TYPED_GOALS_HINT } from './goal-words.ts';
import { goalsIn } from './goals.ts';
import { choiceFor } from './github-milestones.ts';
import { proposeTarget, proposeVersion } from './proposal.ts';
import { rememberMilestones } from './store.ts';

/**
 * Reads the GitHub milestones of all repositories and keeps them as last known. GitHub's trouble ends
 * the walk and comes back as its sentence; what was read until then stays.
 */
export async function readMilestones(ctx: Context, project: Project): Promise<string | null> {
  for (const { id, owner, name } of project.repositories) {
    try {
      const milestones = await ctx.github.milestones({ owner, name });
      await ctx.aside((tx) => rememberMilestones(tx, id, milestones));
    } catch (error) {
      if (!(error instanceof GitHubTrouble)) throw error;
      ctx.log.trouble('plan.milestones_unread', error, { repository: id, kind: error.kind });
      return error.sentence;
    }
  }
  return null;
}

type Hints = Pick<FormOffer, 'versionHint' | 'targetHint' | 'goalsHint'>;

/** An empty draft filled in with what can be proposed, and the form's choices. */
export async function freshForm(
  ctx: Context,
  project: Project,
  typed: string,
  trouble: string | null,
): Promise<{ readonly draft: PlanDraft; readonly offer: FormOffer }> {
  const facts = await checkFacts(ctx.db, project, ctx.now);
  const { releases, choices, today, daysOff } = facts;
  const version = typed === '' ? proposeVersion(releases, choices) : typed;
  const target = proposeTarget(version, releases, choices, today, daysOff);
  const reading = parseVersion(version);
  const choice = reading.ok ? choiceFor(choices, reading.version) : undefined;
  const found = goalsIn(choice?.description ?? '');
  const draft: PlanDraft = {
    projectId: project.id,
    version,
    type: 'auto',
    target: target.date,
    theme: '',
    compatibility: '',
    goals: found.goals.join('\n'),
    milestone: choice?.key ?? null,
    milestoneTitle: '',
    labels: [],
    labelNames: '',
    search: '',
  };
  const hints: Hints = {
    versionHint: typed === '' ? 'The next one; change it as you like.' : 'As you typed it.',
    targetHint: target.why,
    goalsHint: goalsHint(choice?.title ?? '', found),
  };
  return { draft, offer: await formOffer(ctx.db, project, facts, trouble, hints) };
}

/** The form's choices as last known, to show a draft again. */
export async function knownOffer(ctx: Context, project: Project): Promise<FormOffer> {
  const facts = await checkFacts(ctx.db, project, ctx.now);
  return formOffer(ctx.db, project, facts, null, {
    versionHint: 'Three numbers, such as 1.4.0.',
    targetHint: 'A working day.',
    goalsHint: TYPED_GOALS_HINT,
  });
}

async function formOffer(
  db: Db,
  project: Project,
  { choices }: CheckFacts,
  trouble: string | null,
  hints: Hints,
): Promise<FormOffer> {
  return {
    projectName: project.name,
    choices,
    labels: await labelsInUse(db, project),
    trouble: troubleWords(trouble, choices.length > 0),
    ...hints,
  };
}

function troubleWords(trouble: string | null, areKnown: boolean): string | null {
  if (trouble === null) return null;
  return areKnown
    ? `${trouble} The GitHub milestones below are as I last read them.`
    : `${trouble} Type the title of the GitHub milestone, or labels; I match them when GitHub answers again.`;
}

/** Labels on the project's items, the most used first. */
async function labelsInUse(db: Db, project: Project): Promise<readonly string[]> {
  const ids = project.repositories.map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await shared(db)
    .selectFrom('tracked_item')
    .select((by) => ['labels', by.fn.countAll<number>().as('items')])
    .where('repository_id', 'in', ids)
    .where('gone_at', 'is', null)
    .groupBy('labels')
    .execute();
  const uses = new Map<string, number>();
  for (const { labels, items } of rows)
    for (const label of JSON.parse(labels) as string[])
      uses.set(label, (uses.get(label) ?? 0) + items);
  return [...uses]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b, 'en'))
    .map(([label]) => label);
}
