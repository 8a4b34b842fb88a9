/** The ledger of promises in words: what is due, sent, skipped and failed, and why. Pure. */
import type { KnownBlock } from '@slack/types';
import { clip, count, oneLine } from '../../base/text.ts';
import type { Instant } from '../../base/time.ts';
import {
  button,
  header,
  line,
  lines,
  localTime,
  type ModalView,
  type Piece,
} from '../../slack/blocks.ts';

/** How a promise or message stands. */
export type PromiseState = 'due' | 'sent' | 'skipped' | 'failed';

/** One row, with the names that the reader may see. */
export interface PromiseRow {
  readonly key: string;
  readonly of: 'promise' | 'message';
  readonly at: Instant;
  readonly state: PromiseState;
  readonly reason: string | null;
  readonly release: string | null;
  readonly person: string | null;
}

/** How the reading of one repository stands. */
export interface RepositoryState {
  /** `owner/name`. */
  readonly name: string;
  /** Null before the first read ended. */
  readonly readAt: Instant | null;
  readonly trouble: string | null;
  readonly troubleSince: Instant | null;
  readonly nextTryAt: Instant | null;
  /** What reading it has cost so far, in GitHub's API points. */
  readonly points: number;
}

/** What admins find at the end of Home. */
export interface AdminFacts {
  readonly counts: Readonly<Record<PromiseState, number>>;
  readonly failed: readonly PromiseRow[];
  readonly skipped: readonly PromiseRow[];
  readonly next: readonly PromiseRow[];
  readonly repositories: readonly RepositoryState[];
}

const STATES: readonly PromiseState[] = ['due', 'sent', 'skipped', 'failed'];
const MARKS: Readonly<Record<PromiseState, string>> = {
  due: '⏳',
  sent: '✓',
  skipped: '–',
  failed: '⛔',
};

const EMPTY: Readonly<Record<PromiseState, string>> = {
  due: 'Nothing is due.',
  sent: 'Nothing was sent yet.',
  skipped: 'Nothing was skipped.',
  failed: 'Nothing has failed.',
};

// What the first word of a key stands for. A new kind is shown by its key until it has words here.
const KINDS: Readonly<Record<string, string>> = {
  'checkin.ask': 'check-in question',
  'checkin.remind': 'check-in reminder',
  'checkin.close': 'end of a check-in',
  'checkin.support': 'request for support',
  'checkin.outcome': 'answer to a request for support',
  'checkin.kept': 'answers that could not be recorded',
  'report.draft': 'draft of the digest',
  'report.digest': 'digest',
  'report.last': 'last digest',
  digest: 'digest',
  plan: 'plan card',
  'plan.reply': 'reply under the plan',
  'plan.thread': 'scope under the plan',
  'plan.step': 'look at the calendar',
  'plan.find_milestone': 'search for a GitHub milestone',
  'setup.invited': 'greeting',
  hotfix: 'hotfix alert',
  'hotfix.ask': 'question for a decision about a hotfix',
  'hotfix.clock': 'warning of a hotfix’s clock',
  'hotfix.warned': 'warning of a hotfix’s clock',
  'hotfix.update': 'question for news of a hotfix',
  'hotfix.news': 'question for news of a hotfix',
  'hotfix.said': 'news of a hotfix',
  status: 'shared status',
  trouble: 'word on a failure',
};

const MOST_REPOSITORIES = 15;
const LONGEST_REASON = 160;
const LONGEST_NAME = 80;
const LONGEST_KEY = 120;
/** Rows on one page of the ledger. */
export const ROWS_A_PAGE = 10;

/** The admin's part of Home. */
export function adminBlocks(facts: AdminFacts): readonly KnownBlock[] {
  const { counts, failed, skipped, next, repositories } = facts;
  const words = STATES.map((state) => `${counts[state]} ${state}`).join(' · ');
  return [
    { type: 'divider' },
    header('What I promised and said'),
    lines([line(words), ...[...failed, ...skipped, ...next].map(rowLine)]),
    {
      type: 'actions',
      block_id: 'home:ledger',
      elements: [
        button('Open the ledger', 'home.ledger', counts.failed > 0 ? 'failed/0' : 'due/0'),
      ],
    },
    ...repositoryBlocks(repositories),
  ];
}

/** The ledger in a modal: one state, one page. `hasMore` when older rows follow. */
export function ledgerModal(
  state: PromiseState,
  page: number,
  rows: readonly PromiseRow[],
  hasMore: boolean,
): ModalView {
  return {
    type: 'modal',
    callbackId: 'words',
    title: 'Ledger',
    close: 'Close',
    blocks: [
      {
        type: 'actions',
        block_id: 'home:states',
        elements: STATES.map((each) =>
          button(
            `${MARKS[each]} ${each === state ? `${titleOf(each)} (shown)` : titleOf(each)}`,
            `home.ledger:${each}`,
            `${each}/0`,
          ),
        ),
      },
      rows.length === 0
        ? lines([line(page === 0 ? EMPTY[state] : 'No more rows.')])
        : lines(rows.flatMap((row) => [rowLine(row), ...keyLines(row)])),
      ...pageButtons(state, page, hasMore),
    ],
  };
}

function pageButtons(state: PromiseState, page: number, hasMore: boolean): readonly KnownBlock[] {
  const buttons = [
    ...(page > 0 ? [button('Back', 'home.ledger:back', `${state}/${page - 1}`)] : []),
    ...(hasMore ? [button('Show more', 'home.ledger:more', `${state}/${page + 1}`)] : []),
  ];
  return buttons.length === 0
    ? []
    : [{ type: 'actions', block_id: 'home:pages', elements: buttons }];
}

/** `⛔ digest, Atlas 0.7.0 · 20 Nov 15:00: channel_not_found`. */
function rowLine(row: PromiseRow) {
  const [kind = ''] = row.key.split(':');
  const names = [KINDS[kind] ?? kind.replace(/[._]/g, ' '), row.release, row.person];
  const what = names
    .filter((name) => name !== null && name !== '')
    .map((name) => clip(oneLine(String(name)), LONGEST_NAME))
    .join(', ');
  const reason = row.reason === null ? '' : `: ${clip(oneLine(row.reason), LONGEST_REASON)}`;
  return line(`${MARKS[row.state]} ${what} · `, when(row.at), reason);
}

/** Only whoever looks into a failure needs the key: it stands in the log. */
function keyLines(row: PromiseRow) {
  if (row.state !== 'failed') return [];
  const text = clip(oneLine(row.key), LONGEST_KEY) || ' ';
  return [line({ type: 'text', text, style: { code: true } })];
}

function when(at: Instant): Piece {
  return localTime(at, '{time} {date_short_pretty}');
}

function repositoryBlocks(repositories: readonly RepositoryState[]): readonly KnownBlock[] {
  if (repositories.length === 0) return [];
  const shown = repositories.slice(0, MOST_REPOSITORIES);
  const more = repositories.length - shown.length;
  return [
    header('GitHub'),
    lines([
      ...shown.flatMap(repositoryLines),
      ...(more > 0 ? [line(`And ${count(more, 'more repository', 'more repositories')}.`)] : []),
    ]),
  ];
}

function repositoryLines(state: RepositoryState) {
  const { name, readAt, trouble, troubleSince, nextTryAt, points } = state;
  const age: readonly Piece[] = readAt === null ? ['not read yet'] : ['read ', when(readAt)];
  const mark = trouble !== null ? '⛔' : readAt === null ? '⚪' : '✓';
  const since: readonly Piece[] = troubleSince === null ? [] : [' Since ', when(troubleSince), '.'];
  const next: readonly Piece[] = nextTryAt === null ? [] : [' Next try ', when(nextTryAt), '.'];
  return [
    line(
      `${mark} ${clip(oneLine(name), LONGEST_KEY)} · `,
      ...age,
      ` · ${count(points, 'API point')} used so far`,
    ),
    ...(trouble === null ? [] : [line(clip(oneLine(trouble), LONGEST_REASON), ...since, ...next)]),
  ];
}

function titleOf(state: PromiseState): string {
  return state.charAt(0).toUpperCase() + state.slice(1);
}
