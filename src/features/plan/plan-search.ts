/** Fills a plan whose issues a GitHub search names with what the search finds now. */
import { count } from '../../base/text.ts';
import type { Context } from '../../feature.ts';
import { GitHubTrouble, type SearchFindings } from '../../github/port.ts';
import type { Project } from '../../release/projects.ts';
import type { FoundBySearch } from '../../release/tables.ts';
import type { CheckedPlan, Mistakes } from './draft-check.ts';

/**
 * The plan with what was found, and in `trouble` a sentence when GitHub could not be asked; or the mistake that only
 * GitHub could tell.
 */
export type SearchedPlan =
  | { readonly ok: true; readonly plan: CheckedPlan; readonly trouble: string | null }
  | { readonly ok: false; readonly mistakes: Mistakes };

/** GitHub hands out no more results of one search, however many there are. */
const MOST_FOUND = 1000;

/** Asks GitHub; a plan by GitHub milestone or labels comes back as it is. */
export async function searched(
  ctx: Context,
  project: Project,
  plan: CheckedPlan,
): Promise<SearchedPlan> {
  const { source } = plan;
  if (source.kind !== 'github_search') return { ok: true, plan, trouble: null };
  const asked = await searchFindings(ctx, project, source);
  if ('mistake' in asked) return { ok: false, mistakes: { search: asked.mistake } };
  if ('trouble' in asked) return { ok: true, plan, trouble: asked.trouble };
  return { ok: true, plan: { ...plan, source: asked.source }, trouble: null };
}

/** The search with what it finds now; what is wrong with it; or why GitHub could not be asked, as a sentence. */
export async function searchFindings(
  ctx: Context,
  project: Project,
  source: FoundBySearch,
): Promise<
  { readonly source: FoundBySearch } | { readonly mistake: string } | { readonly trouble: string }
> {
  try {
    const findings = await ctx.github.search(project.repositories, source.query);
    const mistake = tooMany(findings);
    if (mistake !== null) return { mistake };
    return { source: { ...source, found: findings.ids, searchedAt: ctx.now } };
  } catch (error) {
    if (!(error instanceof GitHubTrouble)) throw error;
    if (error.kind === 'misput') return { mistake: error.sentence };
    ctx.log.trouble('plan.search_failed', error, { project: project.id, kind: error.kind });
    return { trouble: error.sentence };
  }
}

function tooMany({ ids, total, isWhole }: SearchFindings): string | null {
  if (isWhole || ids.length < MOST_FOUND) return null;
  return `This finds ${count(total, 'issue')}, and GitHub hands out ${MOST_FOUND} of a search. Narrow it.`;
}
