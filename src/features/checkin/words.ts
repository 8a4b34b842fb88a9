/** Small words that several messages of the check-in share. */
import { typed } from '../../base/command-names.ts';
import type { RichTextElement } from '@slack/types';
import { clip, count, oneLine } from '../../base/text.ts';
import type { ScopeItem } from '../../release/items.ts';
import type { Project } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import type { Role } from '../../release/tables.ts';
import { link, type Piece } from '../../slack/blocks.ts';

/** The five answers, surest first, with the confidence that each stands for. */
export const ANSWERS = [
  { confidence: 5, label: 'Sure' },
  { confidence: 4, label: 'Likely' },
  { confidence: 3, label: '50:50' },
  { confidence: 2, label: 'Unlikely' },
  { confidence: 1, label: 'No' },
] as const;

/** A confidence inside a sentence: `likely`. */
export function answerWord(confidence: number): string {
  const answer = ANSWERS.find((entry) => entry.confidence === confidence);
  return (answer?.label ?? 'no answer').toLowerCase();
}

/** `Atlas 0.7.0`. */
export function releaseName(
  project: Pick<Project, 'name'>,
  release: Pick<Release, 'version'>,
): string {
  return `${project.name} ${release.version}`;
}

/** Where an item is found: `#90`, or `runner#90` when the project reads several repositories. */
export function itemNumber(
  item: Pick<ScopeItem, 'repository' | 'number'>,
  project: Project,
): string {
  return project.repositories.length > 1 ? `${item.repository}#${item.number}` : `#${item.number}`;
}

/** An item as plain text: title first, number second. */
export function itemText(item: ScopeItem, project: Project): string {
  return `${item.title} (${itemNumber(item, project)})`;
}

const LONGEST_TITLE = 80;

/** An item as a link in a line of rich text; the link leads to the whole title. */
export function itemLink(item: ScopeItem, project: Project): RichTextElement {
  const title = clip(oneLine(item.title), LONGEST_TITLE);
  return link(item.url, itemText({ ...item, title }, project));
}

/** `a, b and c`; past `limit` the rest is counted: `a, b and 3 more`. */
export function listed(pieces: readonly Piece[], limit: number): readonly Piece[] {
  const shown = pieces.slice(0, pieces.length > limit ? limit : pieces.length);
  const parts: readonly Piece[] =
    pieces.length > limit ? [...shown, count(pieces.length - limit, 'more', 'more')] : shown;
  return parts.flatMap((piece, index) => {
    if (index === 0) return [piece];
    return [index === parts.length - 1 ? ' and ' : ', ', piece];
  });
}

/** What a role is called inside a sentence. */
export function roleWord(role: Role): string {
  return role === 'qa_lead' ? 'QA lead' : role.replaceAll('_', ' ');
}

/** For whoever is asked for nothing. */
export function notListed(): string {
  return `You are not on the check-in list of any project. A release manager can add you with ${typed('/release')} setup.`;
}
