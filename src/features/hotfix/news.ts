/** Who is asked how a hotfix goes, how often, and in which words. Pure. */
import { clip, oneLine } from '../../base/text.ts';
import { holders, type Project } from '../../release/projects.ts';
import {
  bold,
  button,
  line,
  lines,
  notification,
  sentence,
  type Message,
} from '../../slack/blocks.ts';
import type { HotfixRow } from './tables.ts';

/** News are asked for three times: of whoever leads, of them again, and then of the next who may say it. */
export const ASKS = [0, 1, 2] as const;

/** Which time it is, from 0. */
export type Ask = (typeof ASKS)[number];

/** How long an answer is waited for before somebody is asked again. */
export const AGAIN_MINUTES = 10;

/** The time that follows; null after the last. */
export function nextAsk(ask: Ask): Ask | null {
  return ASKS.find((other) => other > ask) ?? null;
}

/** Whom to ask this time; null when nobody else may say it. */
export function askedForNews(
  ask: Ask,
  { lead_id: leadId }: Pick<HotfixRow, 'lead_id'>,
  project: Pick<Project, 'roles' | 'setUpBy'>,
): string | null {
  const all = [
    ...(leadId === null ? [] : [leadId]),
    ...holders(project, 'technical_lead').slice(0, 1),
    ...holders(project, 'release_manager').slice(0, 1),
    project.setUpBy,
  ];
  const [first, second] = [...new Set(all)];
  return (ask === 2 ? second : first) ?? null;
}

/** Key of the question of one time; `at` is when the news were due. */
export function newsKey(hotfixId: string, at: string, ask: Ask): string {
  return `hotfix.news:${hotfixId}:${at}:${ask}`;
}

const LONGEST_NAME = 80;
const LONGEST_WHY = 160;

/** The question. `before` is the plain name of who was asked before; null the first time. */
export function newsDueMessage(
  name: string,
  hotfixId: string,
  ask: Ask,
  before: string | null,
): Message {
  const head = `⏳ ${clip(oneLine(name), LONGEST_NAME)}: how does it go?`;
  return {
    text: notification(`${head} The alert promised news for now.`),
    blocks: [
      lines([line(bold(head)), line(`${reason(ask, before)} One sentence is enough.`)]),
      {
        type: 'actions',
        elements: [
          button('Say how it goes…', 'hotfix.words:update', `update/${hotfixId}`, 'primary'),
          button('Open hotfix', 'hotfix.open', hotfixId),
        ],
      },
    ],
  };
}

function reason(ask: Ask, before: string | null): string {
  if (ask === 0) return 'The alert promised news for now.';
  if (ask === 1) return 'News are still wanted.';
  const who = clip(oneLine(before ?? 'whoever leads'), LONGEST_NAME);
  return `News are wanted, and ${who} may have no hand free.`;
}

/** What stands in place of a question that waits for nothing any more. */
export function newsOverMessage(name: string, why: string): Message {
  return sentence(`${clip(oneLine(name), LONGEST_NAME)}: ${clip(oneLine(why), LONGEST_WHY)}`);
}
