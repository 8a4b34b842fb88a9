/** App Home as a person sees it: what waits for them, their releases, and for admins the ledger. Pure. */
import { typed } from '../../base/command-names.ts';
import type { KnownBlock } from '@slack/types';
import { clip, count, oneLine } from '../../base/text.ts';
import { dateLabel, type CalendarDate } from '../../base/time.ts';
import type { Glance, HomeCard } from '../../feature.ts';
import { compareSteps, stepLabel } from '../../release/calendar-steps.ts';
import type { Release } from '../../release/releases.ts';
import { stageLabel } from '../../release/stages.ts';
import {
  bold,
  button,
  header,
  LIMITS,
  line,
  lines,
  smallPrint,
  type HomeView,
} from '../../slack/blocks.ts';
import { adminBlocks, type AdminFacts } from './ledger-blocks.ts';

/** A project that the person belongs to. */
export interface OwnProject {
  readonly id: string;
  readonly name: string;
  readonly channelId: string;
  /** True when they may plan releases and change settings. */
  readonly manages: boolean;
  /** How many releases are on their way. */
  readonly active: number;
}

/** A release on its way that the person belongs to. */
export interface OwnRelease {
  readonly release: Release;
  readonly projectName: string;
  readonly today: CalendarDate;
  /** Null when it cannot be told at present. */
  readonly glance: Glance | null;
}

/** All that Home says to one person. */
export interface HomeFacts {
  readonly cards: readonly HomeCard[];
  readonly releases: readonly OwnRelease[];
  readonly projects: readonly OwnProject[];
  /** True while this workspace has no project at all. */
  readonly isFirst: boolean;
  /** Null for those who do not see the ledger. */
  readonly admin: AdminFacts | null;
}

// Slack takes 100 blocks: what waits comes first, and the last part has room in any case.
const MOST_CARD_BLOCKS = 45;
/** Releases on one Home. */
export const MOST_RELEASES = 12;
const MOST_PROJECTS = 8;
const LONGEST_WHY = 200;

/** The view; it never has more blocks than Slack takes. */
export function homeView(facts: HomeFacts): HomeView {
  const { admin } = facts;
  const blocks = facts.isFirst
    ? firstBlocks()
    : [...waitingBlocks(facts), ...releaseBlocks(facts.releases), ...projectBlocks(facts)];
  const all = [...blocks, ...(admin === null || facts.isFirst ? [] : adminBlocks(admin))];
  return { type: 'home', blocks: distinct(all).slice(0, LIMITS.viewBlocks) };
}

/** Before any project: what Slipway will do, and one button. */
function firstBlocks(): readonly KnownBlock[] {
  return [
    lines([
      line('I turn your GitHub issues into a release plan with real dates.'),
      line('Once a week I ask each of you whether it will ship: one tap is an answer.'),
      line('One digest a week tells the channel how it stands and why.'),
    ]),
    {
      type: 'actions',
      block_id: 'home:first',
      elements: [button('Set up a project', 'setup.open:home', 'choose', 'primary')],
    },
  ];
}

function waitingBlocks({ cards, projects }: HomeFacts): readonly KnownBlock[] {
  if (cards.length === 0)
    return projects.length === 0 ? [] : [lines([line(bold('Nothing waits for you.'))])];
  const shown: KnownBlock[] = [];
  let left = cards.length;
  for (const { blocks } of cards) {
    if (shown.length + blocks.length > MOST_CARD_BLOCKS) break;
    shown.push(...blocks);
    left -= 1;
  }
  return [
    header('Waiting for you'),
    ...shown,
    ...(left > 0 ? [lines([line(`And ${count(left, 'thing')} more once these are done.`)])] : []),
  ];
}

function releaseBlocks(releases: readonly OwnRelease[]): readonly KnownBlock[] {
  if (releases.length === 0) return [];
  const rest = releases.length - MOST_RELEASES;
  return [
    header(releases.length === 1 ? 'Your release' : 'Your releases'),
    ...releases.slice(0, MOST_RELEASES).flatMap(oneRelease),
    ...(rest > 0 ? [lines([line(`And ${rest} more with a later target.`)])] : []),
  ];
}

/** Four lines and two buttons. */
function oneRelease(own: OwnRelease): readonly KnownBlock[] {
  const { release, projectName, today, glance } = own;
  const next = nextStep(release, today);
  const words =
    glance === null
      ? [
          line(bold(`⚪ ${projectName} ${release.version} · ${stageLabel(release.stage)}`)),
          line(next === null ? 'Its status is not known right now.' : next),
          line(`Target ${dateLabel(release.targetDate, today)}`),
        ]
      : [
          line(bold(`${glance.mark} ${glance.name} · ${glance.word}`)),
          line(`Why: ${clip(oneLine(glance.why), LONGEST_WHY)}`),
          line(next === null ? glance.done : `${glance.done}. ${next}`),
          line(glance.target),
        ];
  return [
    lines(words),
    {
      type: 'actions',
      block_id: `home:release:${release.id}`,
      elements: [
        button('Status', 'report.status', release.id),
        button('Open plan', 'plan.open', release.id),
      ],
    },
  ];
}

/** `Next: feature complete Fri 21 Nov`; an overdue step says so. Null when nothing is left. */
export function nextStep(release: Release, today: CalendarDate): string | null {
  const open = release.milestones.filter(({ state }) => state === 'planned').toSorted(compareSteps);
  const [first] = open;
  if (first === undefined) return null;
  const { step, date } = first;
  const words = `${stepLabel(step).toLowerCase()} ${dateLabel(date, today)}`;
  return date < today ? `Overdue: ${words}` : `Next: ${words}`;
}

/** Projects that rest, and the settings of those that the person runs. */
function projectBlocks({ projects }: HomeFacts): readonly KnownBlock[] {
  if (projects.length === 0) return strangerBlocks();
  const all = projects.filter(({ manages, active }) => manages || active === 0);
  const rest = all.length - MOST_PROJECTS;
  const more = `And ${rest} more; ${typed('/release')} setup in its channel opens the settings of each.`;
  return [
    ...(all.length === 0 ? [] : [header(all.length === 1 ? 'Your project' : 'Your projects')]),
    ...all.slice(0, MOST_PROJECTS).flatMap(oneProject),
    ...(rest > 0 ? [lines([line(more)])] : []),
    smallPrint(
      `${typed('/checkin')} answers at any time · ${typed('/release')} help lists the rest`,
    ),
  ];
}

function oneProject(project: OwnProject): readonly KnownBlock[] {
  const { id, name, channelId, manages, active } = project;
  const state = active === 0 ? 'no release on its way' : count(active, 'release') + ' on the way';
  const words = lines([line(bold(name), ` · ${state}`)]);
  if (!manages) return [words];
  return [
    words,
    {
      type: 'actions',
      block_id: `home:project:${id}`,
      elements: [
        button('Plan a release', 'plan.start', channelId),
        button('Settings', 'setup.open:settings', channelId),
      ],
    },
  ];
}

/** For somebody whom no project has on its list. */
function strangerBlocks(): readonly KnownBlock[] {
  return [
    lines([
      line(
        `You are on no project’s list. A release manager adds you with ${typed('/release')} setup.`,
      ),
      line('Is your team not here yet?'),
    ]),
    {
      type: 'actions',
      block_id: 'home:first',
      elements: [button('Set up a project', 'setup.open:home', 'choose')],
    },
  ];
}

/** Slack refuses a view in which two blocks have one id; the cards come from several houses. */
function distinct(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  const seen = new Set<string>();
  return blocks.map((block) => {
    const id = block.block_id;
    if (id === undefined) return block;
    if (!seen.has(id)) {
      seen.add(id);
      return block;
    }
    const { block_id: _, ...rest } = block;
    return rest;
  });
}
