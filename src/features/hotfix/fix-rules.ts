/** Which pull request is the fix, what is new about it, and whether the default branch has it. Pure. */
import { clip, oneLine } from '../../base/text.ts';
import type { FixLook, FixPullRequest, FixRelation } from '../../github/port.ts';
import type { FixRow, Try } from './fix-store.ts';
import type { Place } from './road.ts';

/** The branch of a hotfix's version: `hotfix/1.4.2-hotfix`. */
export function branchOf(version: string): string {
  return `hotfix/${version}`;
}

/** What a look changes, and what is new, each as words that complete “GitHub shows …”. */
export interface FixNews {
  readonly values: Partial<FixRow>;
  readonly news: readonly string[];
}

/** Compares a look with what was known. What it does not show stays as it was. */
export function readLook(before: FixRow, look: FixLook, version: string, tried: Try): FixNews {
  const fix = chooseFix(look, tried);
  const known = look.pullRequests.find(({ id }) => id === before.pull_id);
  const after = { ...before, ...placeValues(before, look, fix) };
  if (fix !== undefined) Object.assign(after, pullValues(before, look, fix, tried));
  else if (known?.state === 'closed') after.pull_state = 'closed';
  return { values: after, news: newsOf(before, after, version) };
}

function placeValues(
  before: FixRow,
  { repositories }: FixLook,
  fix: FixPullRequest | undefined,
): Partial<FixRow> {
  const withBranch = repositories.find(({ hasBranch }) => hasBranch);
  const id = fix?.repositoryId ?? withBranch?.id ?? before.repository_id;
  const repository = repositories.find((one) => one.id === id) ?? repositories[0];
  if (repository === undefined) return {};
  return {
    repository_id: repository.id,
    repository_url: repository.url,
    default_branch: repository.defaultBranch ?? before.default_branch,
    has_branch: withBranch === undefined ? before.has_branch : 1,
  };
}

const RANKS: Readonly<Record<FixRelation, number>> = {
  branch: 0,
  closes: 1,
  mentions: 2,
  known: 3,
  'names the fix': 4,
};

/**
 * The fix: from the branch of the version before one that closes the issue, before one that mentions it since the
 * hotfix was declared; open before merged, the newest first. One that goes into another branch than the default one
 * is the fix, and those into the default branch bring it there.
 */
function chooseFix(look: FixLook, { declaredAt, begunAt }: Try): FixPullRequest | undefined {
  const candidates = look.pullRequests.filter(
    (one) =>
      !one.isByStranger &&
      one.relation !== 'names the fix' &&
      (one.relation !== 'mentions' || one.createdAt >= declaredAt) &&
      (isOpen(one) || (one.mergedAt !== null && one.mergedAt >= begunAt)),
  );
  const elsewhere = candidates.filter((one) => one.base !== defaultOf(look, one));
  const pool = elsewhere.length > 0 ? elsewhere : candidates;
  return pool.toSorted(
    (a, b) =>
      RANKS[a.relation] - RANKS[b.relation] ||
      Number(isOpen(b)) - Number(isOpen(a)) ||
      b.number - a.number,
  )[0];
}

function isOpen({ state }: FixPullRequest): boolean {
  return state === 'draft' || state === 'ready';
}

/** Null while GitHub does not show it, as to an app that may not read contents. */
function defaultOf({ repositories }: FixLook, { repositoryId }: FixPullRequest): string | null {
  return repositories.find(({ id }) => id === repositoryId)?.defaultBranch ?? null;
}

function pullValues(
  before: FixRow,
  look: FixLook,
  fix: FixPullRequest,
  tried: Try,
): Partial<FixRow> {
  const missing = defaultOf(look, fix) === null ? 'unknown' : 'no';
  const bringing = look.pullRequests.filter((one) => bringsToDefault(look, fix, one, tried));
  return {
    pull_id: fix.id,
    pull_number: fix.number,
    pull_url: fix.url,
    pull_state: fix.state,
    base: fix.base,
    head_commit: fix.headCommit,
    merge_commit: fix.mergeCommit,
    // Checks that cannot be read at this look, of the same commit, are as they were.
    checks:
      fix.checks === 'unknown' && before.head_commit === fix.headCommit
        ? before.checks
        : fix.checks,
    on_main: isOnDefault(before, look, fix, bringing) ? 'yes' : missing,
    back_port_number: bringing.find(isOpen)?.number ?? null,
  };
}

function bringsToDefault(
  look: FixLook,
  fix: FixPullRequest,
  one: FixPullRequest,
  { attempt, begunAt }: Try,
): boolean {
  if (one.id === fix.id || one.isByStranger || one.repositoryId !== fix.repositoryId) return false;
  if (one.relation === 'known' || one.base !== defaultOf(look, one)) return false;
  if (one.mergedAt === null || one.mergedAt >= begunAt) return true;
  return attempt === 1 && one.relation === 'closes';
}

function isOnDefault(
  before: FixRow,
  look: FixLook,
  fix: FixPullRequest,
  bringing: readonly FixPullRequest[],
): boolean {
  if (before.on_main === 'yes' && before.pull_id === fix.id) return true;
  if (fix.state === 'merged' && fix.base === defaultOf(look, fix)) return true;
  if (bringing.some(({ state }) => state === 'merged')) return true;
  const repository = look.repositories.find(({ id }) => id === fix.repositoryId);
  const wasAsked = before.merge_commit !== null && before.merge_commit === fix.mergeCommit;
  return wasAsked && repository?.holdsCommit === true;
}

const STATES: Readonly<Record<FixPullRequest['state'], (base: string) => string>> = {
  draft: () => 'as a draft',
  ready: () => 'ready for review',
  merged: (base) => `merged into ${base}`,
  closed: () => 'closed without a merge',
};

function newsOf(before: FixRow, after: FixRow, version: string): readonly string[] {
  const { pull_number, pull_state, head_commit, checks } = after;
  const isSame = before.pull_id === after.pull_id;
  const pull = `pull request #${pull_number}`;
  const isNewCommit = isSame && before.head_commit !== head_commit && head_commit !== null;
  const areNewChecks = (before.checks !== checks || isNewCommit) && isTelling(checks);
  return [
    ...(before.has_branch === 0 && after.has_branch === 1
      ? [`the branch ${branchOf(version)}`]
      : []),
    ...(pull_state !== null && (!isSame || before.pull_state !== pull_state)
      ? [`${pull} ${STATES[pull_state](branchWords(after.base ?? 'its branch'))}`]
      : []),
    ...(isNewCommit ? [`a new commit ${shortCommit(head_commit)} on ${pull}`] : []),
    ...(areNewChecks && head_commit !== null
      ? [`${checks} checks of ${shortCommit(head_commit)}`]
      : []),
    ...(before.on_main !== 'yes' && after.on_main === 'yes'
      ? [`the fix on ${mainWords(after)}`]
      : []),
  ];
}

function isTelling(checks: FixRow['checks']): boolean {
  return checks === 'red' || checks === 'green';
}

/** The first seven digits, as GitHub shows a commit. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 7);
}

// GitHub takes 255 characters; a line has room for fewer.
const LONGEST_BRANCH = 50;

/** A branch's name, no longer than a line bears. */
export function branchWords(name: string): string {
  return clip(oneLine(name), LONGEST_BRANCH);
}

/** What the default branch is called. */
export function mainWords({ default_branch }: Pick<FixRow, 'default_branch'>): string {
  return default_branch === null ? 'the main branch' : branchWords(default_branch);
}

/** True when GitHub shows a fix that can be tested, and that did not fail already. */
export function isReadyForTest({ pull_state, head_commit, failed_commit }: FixRow): boolean {
  return (pull_state === 'ready' || pull_state === 'merged') && head_commit !== failed_commit;
}

/** True from the deployment on, until GitHub shows the fix on the default branch or a person says why not. */
export function owesMain(place: Place, { on_main, excused_at }: FixRow): boolean {
  const isOut = place === 'validation' || place === 'root_cause' || place === 'improvement';
  return isOut && on_main !== 'yes' && excused_at === null;
}
