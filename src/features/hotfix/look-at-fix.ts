/** Looks at what GitHub shows of the fixes of open hotfixes, after every read of their repositories. */
import type { Context } from '../../feature.ts';
import { GitHubTrouble, type FixLook, type FixQuestion } from '../../github/port.ts';
import { note } from '../../release/journal.ts';
import type { Tx } from '../../store/db.ts';
import { goOnAnew, voidTouched } from './decide.ts';
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { branchOf, isReadyForTest, readLook, type FixNews } from './fix-rules.ts';
import { fixOf, hotfixesToLookAt, saveFix, triedSince, type FixRow } from './fix-store.ts';
import { linkIssue } from './link-issue.ts';
import { issueMarker } from './new-issue.ts';
import { isOpen } from './road.ts';
import { sayAll } from './say-all.ts';

/** At every heartbeat; mostly there is no hotfix, or nothing was read since the last look. */
export async function lookAtFixes(ctx: Context): Promise<void> {
  for (const id of await hotfixesToLookAt(ctx.db, ctx.workspace.id)) {
    const found = await foundHotfix(ctx.db, ctx.workspace.id, id);
    if (found !== undefined) await lookAtFix(ctx, found);
  }
}

async function lookAtFix(ctx: Context, found: FoundHotfix): Promise<void> {
  const { hotfix, project } = found;
  const fix = await fixOf(ctx.db, hotfix.id);
  // A number that is not known yet is mostly newer than the last read.
  if (fix.named_issue !== null && fix.looked_at === null)
    await ctx.offers.refreshProject(ctx, project);
  const look = await lookOrTrouble(ctx, questionOf(found, fix));
  await ctx.aside(async (tx) => {
    if (look === null) await saveFix(tx, hotfix.id, { looked_at: tx.now });
    else await learn(ctx, tx, hotfix.id, look);
  });
}

async function lookOrTrouble(ctx: Context, question: FixQuestion): Promise<FixLook | null> {
  try {
    return question.repositoryIds.length === 0 ? null : await ctx.github.fix(question);
  } catch (error) {
    if (!(error instanceof GitHubTrouble)) throw error;
    ctx.log.trouble('hotfix.look_failed', error, { kind: error.kind });
    return null;
  }
}

/** GitHub is asked about so many things at once, for two points. */
const MOST_IDS = 5;

function questionOf({ hotfix, project, release }: FoundHotfix, fix: FixRow): FixQuestion {
  const also = [hotfix.issue, fix.pull_id].filter((id) => id !== null).length;
  const own = project.repositories.map(({ id }) => id);
  const isElsewhere = fix.merge_commit !== null && fix.on_main !== 'yes';
  return {
    repositoryIds:
      fix.pull_id !== null && fix.repository_id !== null
        ? [fix.repository_id]
        : own.slice(0, MOST_IDS - also),
    branch: branchOf(release.version),
    issueId: hotfix.issue,
    pullRequestId: fix.pull_id,
    commit: isElsewhere ? fix.merge_commit : null,
    opened:
      hotfix.issue === null && fix.named_issue === null
        ? { since: hotfix.declared_at, marker: issueMarker(hotfix.id) }
        : null,
  };
}

/** Writes down what is new, and does what follows from it. */
async function learn(ctx: Context, tx: Tx, hotfixId: string, look: FixLook): Promise<void> {
  const found = await foundHotfix(tx.db, ctx.workspace.id, hotfixId);
  if (found === undefined || !isOpen(found.hotfix.step)) return;
  const before = await fixOf(tx.db, hotfixId);
  const tried = await triedSince(tx.db, found.hotfix);
  const read = readLook(before, look, found.release.version, tried);
  await saveFix(tx, hotfixId, { ...read.values, ...testedValues(found, read), looked_at: tx.now });
  await noteNews(tx, found, read.news);
  const isLinked = await linkIssue(tx, found, before, look.openedIssueId);
  const after = await fixOf(tx.db, hotfixId);
  if (found.hotfix.step === 'development' && isReadyForTest(after)) {
    await goOnAnew(ctx, tx, found, 'github');
    return;
  }
  const isVoided = await voidTouched(tx, found.hotfix, 'github');
  const isFirst = before.repository_url === null || before.looked_at === null;
  if (read.news.length > 0 || isLinked || isVoided || isFirst || hasTurned(before, after))
    await sayAll(ctx, tx, hotfixId);
}

/** A test that began before any commit was seen is the test of the first one. */
function testedValues({ hotfix }: FoundHotfix, { values }: FixNews): Partial<FixRow> {
  const isFirst =
    hotfix.step === 'testing' &&
    values.tested_attempt === hotfix.attempt &&
    values.tested_commit === null;
  return isFirst ? { tested_commit: values.head_commit ?? null } : {};
}

/** What is shown and is no news of its own: checks that run again, a back-port that was opened. */
function hasTurned(before: FixRow, after: FixRow): boolean {
  return before.checks !== after.checks || before.back_port_number !== after.back_port_number;
}

async function noteNews(tx: Tx, { hotfix }: FoundHotfix, news: readonly string[]): Promise<void> {
  for (const what of news)
    await note(tx, {
      workspaceId: hotfix.workspace_id,
      projectId: hotfix.project_id,
      releaseId: hotfix.release_id,
      actor: 'github',
      event: 'hotfix.fix_seen',
      detail: { hotfixId: hotfix.id, what },
    });
}
