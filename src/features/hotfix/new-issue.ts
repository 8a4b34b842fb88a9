/** The link to GitHub's form for a new issue, filled in, and the line by which the issue is found again. Pure. */
import { clip, oneLine } from '../../base/text.ts';
import type { HotfixRow } from './tables.ts';

// Slack takes links of 3,000 characters, and one character may become nine.
const LONGEST_URL = 3000;
const SHORTER = 120;

/** Stands in the text of an issue that was opened for a hotfix. */
export function issueMarker(hotfixId: string): string {
  return `slipway-hotfix: ${hotfixId}`;
}

/** What the form is filled in with. */
export type NewIssueFacts = Pick<HotfixRow, 'id' | 'seen' | 'impact' | 'since'> & {
  /** In words: `production down`. */
  readonly criterion: string;
  /** `Atlas 1.4.2-hotfix`. */
  readonly name: string;
};

/** The address; `repositoryUrl` is GitHub's own. What does not fit is shortened. */
export function newIssueUrl(repositoryUrl: string, facts: NewIssueFacts): string {
  const whole = urlOf(repositoryUrl, facts);
  if (whole.length <= LONGEST_URL) return whole;
  const impact = clip(oneLine(facts.impact), SHORTER);
  return urlOf(repositoryUrl, { ...facts, impact, seen: clip(oneLine(facts.seen), SHORTER) });
}

function urlOf(repositoryUrl: string, facts: NewIssueFacts): string {
  const { id, name, seen, impact, since, criterion } = facts;
  const body = [
    ...(impact === '' ? [] : [impact, '']),
    `- Since: ${since.slice(0, 16).replace('T', ' ')} UTC`,
    `- Why it is a hotfix: ${criterion}`,
    `- Hotfix: ${name}`,
    '',
    issueMarker(id),
  ].join('\n');
  const query = new URLSearchParams({ title: oneLine(seen), body });
  return `${repositoryUrl}/issues/new?${query.toString()}`;
}
