/**
 * The shape of a feature's door, and what a feature is given to work with. Features know each other
 * only through what stands here: cards, report facts, journal reactions, and the offers.
 */
import type { Instant, CalendarDate } from './base/time.ts';
import type { CommandName } from './base/command-names.ts';
import type { Log } from './base/log.ts';
import type { ActionName } from './authority/actions.ts';
import type { Asked } from './authority/asked.ts';
import type { GitHubPort } from './github/port.ts';
import type { DuePromise, Kept, Promised, Saying } from './jobs/contract.ts';
import type { Channels } from './jobs/closed-channels.ts';
import type { Fate, LedgerRow, LedgerState } from './jobs/ledger.ts';
import type { JournalEntry, JournalEvent } from './release/journal.ts';
import type { Project } from './release/projects.ts';
import type { Release } from './release/releases.ts';
import type { KnownBlock } from '@slack/types';
import type {
  Closed,
  Command,
  HappenedEvent,
  Press,
  Shortcut,
  Submission,
} from './slack/arrivals.ts';
import type { ModalView } from './slack/blocks.ts';
import type { SlackDesk, ViewAnswer } from './slack/port.ts';
import type { Db, Tx } from './store/db.ts';

/** The workspace this program serves. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly botUserId: string;
}

/** What a feature has while it does one piece of work. `now` was read once, when the work began. */
export interface Context {
  readonly now: Instant;
  /** When the person did what is in hand: before `now`, when a crash came in between. */
  readonly heardAt: Instant;
  readonly workspace: Workspace;
  /** How often GitHub is read by itself, in minutes. */
  readonly syncMinutes: number;
  /** User ids that the operator named as admins, beside Slack's own. */
  readonly admins: readonly string[];
  /** For reading. Writers ask for a transaction. */
  readonly db: Db;
  readonly desk: SlackDesk;
  readonly github: GitHubPort;
  readonly log: Log;
  /** What the table of actions was asked for the arrival in hand; `permit` keeps its answers there. */
  readonly asked: Asked;
  /** What other features offer. */
  readonly offers: Offers;
  /**
   * True when names of private work must not be shown to readers of the project's channel: people of another
   * organisation may read it, or Slack does not say, and the project does not allow it.
   */
  hidesPrivate(project: Pick<Project, 'channelId' | 'showsPrivate'>): Promise<boolean>;
  /** Every feature's App Home cards for a person, in order. */
  homeCards(userId: string): Promise<readonly HomeCard[]>;
  /** Channels that Slack takes nothing for, and what happens to channels. */
  readonly channels: Channels;
  /** For admins: what was promised, sent, skipped and failed. */
  readonly ledger: Ledger;
  /**
   * Runs `work` in one transaction that also marks the arrival or promise in hand as done: after a
   * crash it is done again as a whole or not at all. Nothing of the network is awaited inside.
   */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A transaction that leaves the arrival or promise in hand open: for work that may be repeated
   * without harm, such as reading GitHub's news on the way.
   */
  aside<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Queues messages in their order, or edits those that stand under their keys. Posted after the commit. */
  say(tx: Tx, ...sayings: readonly Saying[]): Promise<void>;
  /** Promises to do something at an instant; moves it while it is still waiting. */
  promise(tx: Tx, ...promised: readonly Promised[]): Promise<void>;
  /** Takes back waiting promises of one release (and of one kind, when given), with the reason. */
  withdraw(
    tx: Tx,
    which: { readonly releaseId: string; readonly kind?: string } | { readonly key: string },
    reason: string,
  ): Promise<void>;
}

/** One action for each choice, where a menu or a window offers several. */
export interface Choices {
  readonly choices: Readonly<Record<string, ActionName>>;
  /** The field of the window's metadata that names the choice; left out, the first word of what was pressed does. */
  readonly field?: string;
}

/** Which action of the table a way in stands for: exactly one, whatever is pressed or chosen. */
export type Stands = ActionName | Choices;

/** A way in: what it stands for, and what happens. */
export interface Way<A> {
  readonly action: Stands;
  run(ctx: Context, arrival: A): Promise<void>;
}

/** A word after a slash command, such as `plan` in `/release plan 0.7.0`. The empty name is the command alone. */
export interface CommandSpec {
  readonly command: CommandName;
  readonly name: string;
  /** What may follow the name: `[version]`. */
  readonly usage: string;
  /** One line for `help`. */
  readonly help: string;
  readonly action: ActionName;
  run(ctx: Context, command: Command, rest: string): Promise<void>;
}

/** A submitted modal: `answer` decides within three seconds and writes nothing; `handle` does the deed. */
export interface SubmissionSpec {
  readonly action: Stands;
  answer?(ctx: Context, submission: Submission): Promise<ViewAnswer>;
  /** Runs after the answer when it was not one of errors. */
  handle(ctx: Context, submission: Submission): Promise<void>;
}

/** Something a person finds on App Home. Lower `order` stands higher. */
export interface HomeCard {
  readonly order: number;
  readonly blocks: readonly KnownBlock[];
}

/** What one person wrote. */
export interface TeamWords {
  readonly userId: string;
  readonly text: string;
  /** True when it names work of a private repository: not for channels shared with other organisations. */
  readonly isPrivate?: boolean;
}

/** What the team said in a week, summed so that no one's confidence shows. */
export interface TeamVoice {
  readonly asked: number;
  readonly answered: number;
  /** User ids asked that have not answered and are not paused; only the release manager reads them. */
  readonly missing: readonly string[];
  readonly votes: number;
  /** Median confidence 1 to 5, from three votes on; else null. */
  readonly medianConfidence: number | null;
  readonly accomplishments: readonly TeamWords[];
  readonly risks: readonly (TeamWords & { readonly mitigation: string })[];
  readonly focus: readonly TeamWords[];
  readonly support: readonly {
    readonly id: string;
    readonly fromUserId: string;
    readonly toUserId: string | null;
    readonly text: string;
    readonly since: CalendarDate;
  }[];
  /** Items that their people say will not make it. */
  readonly slipping: readonly { readonly itemId: string; readonly userId: string }[];
  readonly answeredLate: number;
}

/** A release with its project, and the week of its ask (see `askWeek`) by its Monday. */
export interface AskedWeek {
  readonly project: Project;
  readonly release: Release;
  readonly week: CalendarDate;
}

/** What one feature offers to the others; at most one feature offers each. */
export interface Offers {
  /** Reads GitHub's news for a project now. Resolves also when GitHub failed: `trouble` says so. */
  refreshProject(ctx: Context, project: Project): Promise<Refreshed>;
  /** The same for several projects after one look at GitHub; by project id. */
  refreshProjects(
    ctx: Context,
    projects: readonly Project[],
  ): Promise<ReadonlyMap<string, Refreshed>>;
  /** What the teams said, by release id. */
  teamVoices(db: Db, of: readonly AskedWeek[]): Promise<ReadonlyMap<string, TeamVoice>>;
  /** Who could not be asked, and why; by release id. */
  unreached(
    ctx: Pick<Context, 'db' | 'ledger' | 'workspace'>,
    of: readonly AskedWeek[],
  ): Promise<ReadonlyMap<string, readonly Unreached[]>>;
  /** How a release stands now, in a few words. */
  glance(ctx: Context, release: Release): Promise<Glance>;
  /** A modal that tells what happened to a release so far, newest first. */
  history(
    ctx: Context,
    of: { readonly project: Project; readonly release: Release },
  ): Promise<ModalView>;
  /** One entry of the journal as a sentence without its date; `names` are plain names by user id. */
  readonly sentence: Sentence;
  /** What was to be done after hotfixes of projects and is not done yet, the earliest due first; by project id. */
  retroActions(
    db: Db,
    projectIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly RetroAction[]>>;
  /** Which hotfix releases wait for, by release id; those that go on are missing. */
  heldBy(db: Db, releases: readonly Release[]): Promise<ReadonlyMap<string, Held>>;
  /** Lets a release go on that waits for a hotfix, if whoever pressed may; tells them how it went. */
  letGo(ctx: Context, press: Press, releaseId: string): Promise<void>;
  /**
   * What hotfixes owe to releases, by release id, each inside a sentence and without any title, such as `the fix of
   * 1.4.2-hotfix is missing on main`; without releases that nothing is owed to.
   */
  openDebts(db: Db, releases: readonly Release[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Opens first contact with a project in a modal that is already open, such as a loading one. */
  offerSetup(ctx: Context, channelId: string, userId: string, viewId: string): Promise<void>;
}

/** Tells an entry of the journal; `today` is the reader's day. */
export type Sentence = (
  entry: JournalEntry,
  names: ReadonlyMap<string, string>,
  today: CalendarDate,
) => string;

/** An action that a retrospective gave. */
export interface RetroAction {
  readonly id: string;
  /** As it was typed: not for readers of other organisations. */
  readonly text: string;
  /** Plain name. */
  readonly owner: string;
  readonly dueOn: CalendarDate;
  /** Of the hotfix it came from: `1.4.2-hotfix`. */
  readonly version: string;
}

/** Which document an operator wants: of a version, in a project by its name, or in whichever has it. */
export interface DocumentWish {
  readonly version: string;
  readonly project: string | null;
  readonly now: Instant;
  readonly sentence: Sentence;
}

/** A document as Markdown, or a sentence that says why there is none. */
export type Printed =
  | { readonly kind: 'document'; readonly markdown: string }
  | { readonly kind: 'trouble'; readonly sentence: string };

/** A hotfix that others wait for; its name, `Atlas 1.4.2-hotfix`, may be read by everybody. */
export interface Held {
  readonly hotfixId: string;
  readonly name: string;
}

/** Somebody who could not be asked. `why` completes their name: `has left Slack`. */
export interface Unreached {
  readonly userId: string;
  readonly why: string;
}

/** A release at a glance: its colour's mark and word, and the lines that go with it. */
export interface Glance {
  readonly mark: string;
  readonly word: string;
  readonly name: string;
  readonly why: string;
  /** `14 of 19 done (74 %)`. */
  readonly done: string;
  /** `Target Fri 12 Dec: 2 working days behind`. */
  readonly target: string;
}

/** How a look at GitHub ended. */
export interface Refreshed {
  readonly readAt: Instant | null;
  /** One sentence for a person, or null when all went well. */
  readonly trouble: string | null;
}

/** The read side of what was promised. */
export interface Ledger {
  newest(db: Db, state: LedgerState, limit: number): Promise<readonly LedgerRow[]>;
  counts(db: Db): Promise<Readonly<Record<LedgerState, number>>>;
  /** Which of the messages under these keys nobody ever read, with the reason: failed or skipped, never posted. */
  neverStood(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** What became of what was promised or said under a key; null when nothing was. */
  fateOf(db: Db, of: 'promise' | 'message', key: string): Promise<Fate | null>;
}

/** A reaction to what was just noted, in the same transaction. */
export type Reaction = (ctx: Context, tx: Tx, entry: JournalEntry) => Promise<void>;

/** What keeps several promises in one transaction. */
export interface Deeds {
  /** Whose promises `doAll` keeps, by key; one that is not a plain case is missing. */
  readonly keys: ReadonlySet<string>;
  readonly doAll: (tx: Tx) => Promise<void>;
}

/** Reads what keeping several promises needs. May be done again for the same ones. */
export type PrepareDeeds = (ctx: Context, due: readonly DuePromise[]) => Promise<Deeds>;

/** Such as `command /checkin`, `command /release plan`, `press plan.start`. */
export type OpeningDeed = `${'command' | 'press' | 'shortcut'} ${string}`;

/** A feature's door: everything through which the rest of the program reaches it. */
export interface Feature {
  readonly name: string;
  readonly commands?: readonly CommandSpec[];
  /** By action id, up to an optional `:` that tells buttons of one kind apart. */
  readonly presses?: Readonly<Record<string, Way<Press>>>;
  readonly submissions?: Readonly<Record<string, SubmissionSpec>>;
  /**
   * Presses and submissions that are worked on one after the other for each person, in
   * the order in which they were done: what was said last has to stand last. None of them may need its
   * trigger, for it may have to wait.
   */
  readonly inOrder?: readonly (`press ${string}` | `submission ${string}`)[];
  readonly closes?: Readonly<Record<string, Way<Closed>>>;
  readonly shortcuts?: Readonly<Record<string, Way<Shortcut>>>;
  /**
   * The window with which the handler of a command, press or shortcut begins, always and whatever it finds: it
   * is opened while what the person did is still being written to the disk. The handler opens this very view.
   */
  readonly opens?: Readonly<Record<OpeningDeed, ModalView>>;
  readonly events?: Readonly<Record<string, (ctx: Context, event: HappenedEvent) => Promise<void>>>;
  /** By kind of promise. A thrown error means another try later. */
  readonly promises?: Readonly<Record<string, (ctx: Context, due: DuePromise) => Promise<Kept>>>;
  /**
   * The same for several of one kind that are due at once, each of another release: reads the facts of all and
   * gives back what keeps them in one transaction, which marks their promises as done. What is left out is kept
   * alone by `promises`, and so are all when anything throws.
   */
  readonly promisesTogether?: Readonly<Record<string, PrepareDeeds>>;
  readonly on?: Readonly<Partial<Record<JournalEvent, Reaction>>>;
  /** Runs once at every start, to bring the promises in line with the settings. */
  readonly start?: (ctx: Context) => Promise<void>;
  /** Runs at every heartbeat, for work that its own rows say is due. */
  readonly beat?: (ctx: Context) => Promise<void>;
  /**
   * Forgets a few of its rows that are personal and of what ended before an instant; true when there may be
   * more. Called in the night until there is no more. Figures stay.
   */
  readonly forget?: (tx: Tx, before: Instant) => Promise<boolean>;
  readonly homeCards?: (ctx: Context, userId: string) => Promise<readonly HomeCard[]>;
  readonly offers?: Partial<Offers>;
  /** Documents that an operator may print, by name. */
  readonly documents?: Readonly<Record<string, (db: Db, wish: DocumentWish) => Promise<Printed>>>;
}
