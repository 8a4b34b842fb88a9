/** What people read of a fix: in the alert, the room, and where they are asked to approve it. Pure. */
import type { RichTextSection } from '@slack/types';
import { line, link, type Piece } from '../../slack/blocks.ts';
import { branchOf, branchWords, mainWords, owesMain, shortCommit } from './fix-rules.ts';
import type { FixRow } from './fix-store.ts';
import { isOpen, ROAD, type Place } from './road.ts';

/** What GitHub shows of a hotfix. */
export interface GitHubFacts {
  readonly fix: FixRow;
  /** `1.4.2-hotfix`. */
  readonly version: string;
  /** The issue that it is about, `#120` or `api#120`; null while there is none. */
  readonly issue: { readonly words: string; readonly url: string } | null;
  /** Where an issue can be opened, filled in; null when there is one, or when it is not known where. */
  readonly newIssueUrl: string | null;
}

const STATES = {
  draft: () => 'draft',
  ready: () => 'ready for review',
  merged: (base: string) => `merged into ${base}`,
  closed: () => 'closed without a merge',
} as const;

const CHECKS: Readonly<Record<FixRow['checks'], string>> = {
  green: ' · checks green ✓',
  red: ' · ⛔ checks red',
  running: ' · checks running',
  none: '',
  unknown: '',
};

/**
 * One line for the alert: the issue and how far the fix is, or that it is missing on the default branch; none when
 * nothing is known.
 */
export function fixLines(place: Place, github: GitHubFacts): readonly RichTextSection[] {
  if (owesMain(place, github.fix)) return [line(...missingPieces(github.fix))];
  if (!isOpen(place) || ROAD.indexOf(place) > ROAD.indexOf('deployment')) return [];
  const { issue } = github;
  const parts = [
    ...(issue === null ? [] : [['Issue ', link(issue.url, issue.words)]]),
    ...(place === 'decision' ? [] : fixParts(place, github)),
  ];
  const pieces = parts.flatMap((part, at): readonly Piece[] =>
    at === 0 ? part : [' · ', ...part],
  );
  return pieces.length === 0 ? [] : [line(...pieces)];
}

function fixParts(place: Place, { fix, version }: GitHubFacts): readonly (readonly Piece[])[] {
  if (fix.pull_number !== null) return [['Fix ', ...(failedPieces(place, fix) ?? pullPieces(fix))]];
  return fix.has_branch === 1 ? [[`Fix: branch ${branchOf(version)} is there`]] : [];
}

/** `#12 · ready for review · checks green ✓`. */
function pullPieces(fix: FixRow): readonly Piece[] {
  const state = fix.pull_state === null ? '' : STATES[fix.pull_state](baseWords(fix));
  return [pullLink(fix), ` · ${state}${CHECKS[fix.checks]}`];
}

/** A fix that failed is not ready for anything, whatever its checks say; null for one that did not, or is tried again. */
function failedPieces(place: Place, fix: FixRow): readonly Piece[] | null {
  const hasFailed = fix.head_commit !== null && fix.head_commit === fix.failed_commit;
  return hasFailed && place === 'development'
    ? [pullLink(fix), ' · ⛔ failed, waits for another commit']
    : null;
}

function baseWords({ base }: FixRow): string {
  return base === null ? 'its branch' : branchWords(base);
}

function pullLink({ pull_url, pull_number }: FixRow): Piece {
  return link(pull_url ?? '', `#${pull_number}`);
}

/** `⛔ The fix is missing on main: #12 was merged into release/1.4`. */
function missingPieces(fix: FixRow): readonly Piece[] {
  const where = wherePieces(fix);
  return [`⛔ The fix is ${owedWords(fix)}`, ...(where.length === 0 ? [] : [': ', ...where])];
}

/** Where it is instead: `#12 was merged into release/1.4`; empty while no fix is seen. */
export function wherePieces(fix: FixRow): readonly Piece[] {
  if (fix.pull_number === null) return [];
  const back =
    fix.back_port_number === null ? '' : `; #${fix.back_port_number} brings it there, unmerged`;
  const where = fix.pull_state === 'merged' ? `was merged into ${baseWords(fix)}` : 'is not merged';
  return [pullLink(fix), ` ${where}${back}`];
}

/** `missing on main` when GitHub shows that; `not seen on main` while it shows no fix, or not enough. */
export function owedWords(fix: FixRow): string {
  return `${fix.on_main === 'no' ? 'missing' : 'not seen'} on ${mainWords(fix)}`;
}

/** The same in few words, without a number: `the fix of 1.4.2-hotfix is missing on main`. */
export function debtWords({ fix, version }: Pick<GitHubFacts, 'fix' | 'version'>): string {
  return `the fix of ${version} is ${owedWords(fix)}`;
}

/** What is approved: `commit 1a2b3c4, checks green`; empty when a decision is not about a commit. */
export function aboutCommit(commit: string | undefined, checks: string | undefined): string {
  if (commit === undefined) return '';
  const isTold = checks !== undefined && checks !== 'none' && checks !== 'unknown';
  return `commit ${shortCommit(commit)}${isTold ? `, checks ${checks}` : ''}`;
}

/** What a decision is about: `production down · issue #120 · commit 1a2b3c4, checks green`. */
export function decidedWords(criterion: string, issue: string | null, about: string): string {
  return [criterion, issue === null ? 'no issue yet' : `issue ${issue}`, about]
    .filter((part) => part !== '')
    .join(' · ');
}

/** For who decides during the test: the pull request with its newest commit. */
export function decidedLines(place: Place, { fix }: GitHubFacts): readonly RichTextSection[] {
  if (place !== 'testing' || fix.pull_number === null || fix.head_commit === null) return [];
  return [line('Fix ', ...pullPieces(fix), ` · commit ${shortCommit(fix.head_commit)}`)];
}

/** More of it for the room: an issue that was typed and that GitHub does not show. */
export function unseenIssueLines({ fix }: GitHubFacts): readonly RichTextSection[] {
  return fix.named_issue === null || fix.looked_at === null
    ? []
    : [
        line(
          `⏳ GitHub does not show issue ${fix.named_issue} yet. “Change it…” names another one.`,
        ),
      ];
}

/** Said where a person tries to close a hotfix whose fix is not on the default branch. */
export function debtObstacle(fix: FixRow): string {
  return `The fix is not seen on ${mainWords(fix)}, so the next release would bring the fault back. It closes once it is there, or once somebody says why ${mainWords(fix)} does not need it.`;
}
