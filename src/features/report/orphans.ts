/** Items whose owners have left Slack: somebody has to take them over. Pure. */
import type { RichTextSection } from '@slack/types';
import { clip, oneLine } from '../../base/text.ts';
import { bold, line } from '../../slack/blocks.ts';
import type { ItemName } from './item-name.ts';

const MOST = 5;
const LONGEST_TITLE = 80;
const LONGEST_OWNERS = 80;

/** One line, or none when every open item has an owner who is here. */
export function orphanLines(items: readonly ItemName[]): readonly RichTextSection[] {
  const orphans = items.filter(({ ownersLeft, isDone }) => ownersLeft === true && !isDone);
  if (orphans.length === 0) return [];
  const named = orphans.slice(0, MOST).map(({ title, number, owners }) => {
    const was = clip(oneLine(owners.join(', ')), LONGEST_OWNERS);
    return `${clip(oneLine(title), LONGEST_TITLE)} (${number}, was ${was})`;
  });
  const rest = orphans.length - named.length;
  const more = rest > 0 ? `, and ${rest} more` : '';
  const whose = orphans.length === 1 ? 'Its owner has' : 'Their owners have';
  return [line(bold('Needs a new owner'), ` ${named.join(', ')}${more}. ${whose} left Slack.`)];
}
