/** The real check-in house over the real store, promises and front desk; Slack is played. */
import { machineClock } from '../../../src/base/clock.ts';
import { createChannels } from '../../../src/jobs/closed-channels.ts';
import { resolve } from 'node:path';
import { pushedClock, type PushedClock } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Instant } from '../../../src/base/time.ts';
import { createContext, type Workshop } from '../../../src/context.ts';
import type { TeamVoice } from '../../../src/feature.ts';
import { checkin } from '../../../src/features/checkin/index.ts';
import { createFrontDesk } from '../../../src/front-desk.ts';
import type { GitHubPort } from '../../../src/github/port.ts';
import { createInbox } from '../../../src/jobs/inbox.ts';
import { createAdopt } from '../../../src/jobs/orphans.ts';
import { createOpenWindows } from '../../../src/jobs/open-windows.ts';
import { ledger } from '../../../src/jobs/ledger.ts';
import { withdraw, writePromise } from '../../../src/jobs/promises.ts';
import { writeSaying } from '../../../src/jobs/say.ts';
import { createScheduler } from '../../../src/jobs/scheduler.ts';
import { withJobTables, type PromiseRow } from '../../../src/jobs/tables.ts';
import { note, type NewEntry } from '../../../src/release/journal.ts';
import { rememberPerson, rememberWorkspace } from '../../../src/release/people.ts';
import type { ProjectDraft } from '../../../src/release/save-project.ts';
import { findProject } from '../../../src/release/projects.ts';
import { findRelease } from '../../../src/release/releases.ts';
import { shared } from '../../../src/release/tables.ts';
import { gatherRoutes } from '../../../src/routes.ts';
import type { Message, ModalView } from '../../../src/slack/blocks.ts';
import type { Arrival, ViewAnswer } from '../../../src/slack/port.ts';
import type { Transact, Tx } from '../../../src/store/db.ts';
import { noOtherSeats } from '../../../src/store/seats.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import type { Filled } from './form-state.ts';
import { aProject } from './given.ts';
import {
  PEOPLE,
  playedSlack,
  pressed,
  shortcut,
  submitted,
  typed,
  WORKSPACE,
  type PlayedSlack,
} from './played-slack.ts';

const MONDAY = '2026-11-16T08:00:00.000Z';
/** The week in which the world begins, on its Monday. */
export const WEEK = '2026-11-16';
/** Thursday 10:00 in Berlin. */
export const ASK = '2026-11-19T09:00:00.000Z';

/** What a test can do and see. */
export interface World extends Omit<PlayedSlack, 'desk' | 'person'> {
  readonly clock: PushedClock;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  noted(entry: Omit<NewEntry, 'workspaceId'>): Promise<void>;
  /** Moves on to an instant, keeping every promise on the way at its time. */
  push(to: Instant): Promise<void>;
  start(): Promise<void>;
  arrive(arrival: Arrival): Promise<ViewAnswer | undefined>;
  /** Received at an instant by a program that died over it, and worked off only now. */
  resume(arrival: Arrival, receivedAt: Instant): Promise<void>;
  press(userId: string, actionId: string, value: string): Promise<void>;
  /** Types `/checkin …`; the modal that it opened, if any. */
  command(userId: string, text: string): Promise<ModalView | undefined>;
  shortcut(userId: string): Promise<ModalView | undefined>;
  submit(userId: string, view: ModalView, filled?: Filled): Promise<ViewAnswer | undefined>;
  /** The message under a key as it reads now. */
  said(key: string): Promise<Message | undefined>;
  /** Keys of a person's messages, oldest first. */
  messagesTo(userId: string): Promise<readonly string[]>;
  promises(): Promise<readonly Pick<PromiseRow, 'key' | 'due_at' | 'state' | 'reason'>[]>;
  journal(event: string): Promise<readonly Noted[]>;
  voice(releaseId: string, week?: string): Promise<TeamVoice>;
  home(userId: string): Promise<string>;
  newestModal(): ModalView | undefined;
  /** The next transaction of an arrival fails. */
  failTransaction(): void;
  close(): Promise<void>;
}

/** An entry of the journal. */
export interface Noted {
  readonly actor: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Builds it: Atlas with release 0.7.0 on its way, if not told otherwise. */
export async function aWorld(
  given: { readonly projects?: readonly Partial<ProjectDraft>[]; readonly now?: Instant } = {},
): Promise<World> {
  const clock = pushedClock(given.now ?? MONDAY);
  const store = await openStore({
    file: ':memory:',
    migrationsFolder: resolve(import.meta.dirname, '../../../migrations'),
    log: silentLog,
  });
  const slack = playedSlack();
  await store.transact(clock.now(), async (tx) => {
    await rememberWorkspace(tx, WORKSPACE);
    for (const id of Object.keys(PEOPLE)) await rememberPerson(tx, WORKSPACE.id, slack.person(id));
  });
  const workshop = aWorkshop(store, slack);
  const world: World = {
    ...slack,
    clock,
    ...deeds(store, workshop, slack, clock),
    ...sights(store, workshop, clock),
    newestModal: () => [...slack.modals.values()].at(-1),
    close: () => store.close(),
  };
  for (const project of given.projects ?? [{}]) await aProject(world, project);
  return world;
}

function aWorkshop(store: Store, { desk }: PlayedSlack): Workshop {
  const unplayed = (): never => {
    throw new Error('not played here');
  };
  return {
    workspace: WORKSPACE,
    syncMinutes: 10,
    unasked: 'throw',
    admins: [],
    db: store.db,
    desk,
    github: {} as GitHubPort,
    log: silentLog,
    channels: createChannels('T1', machineClock, () => undefined),
    ledger,
    offers: {
      refreshProject: unplayed,
      history: unplayed,
      offerSetup: unplayed,
      refreshProjects: unplayed,
      teamVoices: unplayed,
      openDebts: unplayed,
      unreached: unplayed,
      heldBy: unplayed,
      letGo: unplayed,
      glance: unplayed,
      sentence: () => '',
      retroActions: unplayed,
    },
    routes: gatherRoutes([checkin]),
    transact: store.transact,
    say: writeSaying,
    promise: writePromise,
    withdraw: async (tx, which, reason) => void (await withdraw(tx, which, reason)),
  };
}

type Deeds = Pick<
  World,
  | 'write'
  | 'noted'
  | 'push'
  | 'start'
  | 'arrive'
  | 'resume'
  | 'press'
  | 'command'
  | 'shortcut'
  | 'submit'
  | 'failTransaction'
>;

function deeds(store: Store, workshop: Workshop, slack: PlayedSlack, clock: PushedClock): Deeds {
  const context = () => createContext(workshop, clock.now());
  const write: World['write'] = (work) => context().transact(work);
  const scheduler = aScheduler(store, workshop, clock);
  const { arrive, resume, failTransaction } = aFrontDesk(store, workshop, clock);
  const newest = (): ModalView | undefined => [...slack.modals.values()].at(-1);
  return {
    write,
    arrive,
    resume,
    failTransaction,
    noted: (entry) => write((tx) => note(tx, { workspaceId: WORKSPACE.id, ...entry })),
    async push(to) {
      for (let next = await scheduler.nextDueAt(); next !== null && next.at <= to;) {
        clock.push(next.at);
        await scheduler.tick(clock.now());
        next = await scheduler.nextDueAt();
      }
      clock.push(to);
    },
    async start() {
      for (const begin of workshop.routes.starts) await begin(context());
    },
    press: async (userId, actionId, value) => void (await arrive(pressed(userId, actionId, value))),
    async command(userId, text) {
      const before = slack.modals.size;
      await arrive(typed(userId, text));
      return slack.modals.size > before ? newest() : undefined;
    },
    async shortcut(userId) {
      await arrive(shortcut(userId));
      return newest();
    },
    submit(userId, view, filled = {}) {
      const id = [...slack.modals].find(([, shown]) => shown === view)?.[0] ?? 'V0';
      return arrive(submitted(userId, id, view, filled));
    },
  };
}

function aScheduler(store: Store, workshop: Workshop, clock: PushedClock) {
  const keepers = [...workshop.routes.promises].map(
    ([kind, keep]) =>
      [
        kind,
        (due: Parameters<typeof keep>[1], marking: Transact) =>
          keep(createContext(workshop, clock.now(), marking), due),
      ] as const,
  );
  return createScheduler({
    store,
    clock,
    wall: clock,
    log: silentLog,
    keepers: Object.fromEntries(keepers),
  });
}

function aFrontDesk(
  store: Store,
  workshop: Workshop,
  clock: PushedClock,
): Pick<World, 'arrive' | 'resume' | 'failTransaction'> {
  let fails = false;
  const inbox = createInbox(store);
  const failing: Transact = () => {
    fails = false;
    throw new Error('the disk is full');
  };
  const transactFor = (key: string): Transact => {
    const marking = inbox.transactFor(key);
    return (now, work) => (fails ? failing(now, work) : marking(now, work));
  };
  const desk = createFrontDesk(
    workshop,
    { ...inbox, transactFor },
    createOpenWindows(store),
    createAdopt(store, noOtherSeats),
    clock,
  );
  return {
    failTransaction: () => void (fails = true),
    async arrive(arrival) {
      let answer: ViewAnswer | undefined;
      await desk.receive(arrival, async (given) => {
        if (given !== undefined && 'kind' in given) answer = given;
      });
      await desk.idle();
      return answer;
    },
    async resume(arrival, receivedAt) {
      await inbox.recordArrival(arrival, receivedAt);
      await desk.resume();
      await desk.idle();
    },
  };
}

type Sights = Pick<World, 'said' | 'messagesTo' | 'promises' | 'journal' | 'voice' | 'home'>;

function sights(store: Store, workshop: Workshop, clock: PushedClock): Sights {
  const jobs = withJobTables(store.db);
  return {
    async said(key) {
      const rows = await jobs
        .selectFrom('message')
        .select('wanted')
        .where('key', '=', key)
        .execute();
      return rows[0] === undefined ? undefined : (JSON.parse(rows[0].wanted) as Message);
    },
    async messagesTo(userId) {
      const query = jobs.selectFrom('message').select('key').where('target', '=', userId);
      return (await query.orderBy('place').execute()).map(({ key }) => key);
    },
    promises: () =>
      jobs
        .selectFrom('promise')
        .select(['key', 'due_at', 'state', 'reason'])
        .orderBy('due_at')
        .orderBy('key')
        .execute(),
    async journal(event) {
      const query = shared(store.db).selectFrom('journal').select(['actor', 'detail']);
      const rows = await query.where('event', '=', event).orderBy('id').execute();
      return rows.map(({ actor, detail }) => ({
        actor,
        detail: JSON.parse(detail) as Noted['detail'],
      }));
    },
    async voice(releaseId, week = WEEK) {
      const release = await findRelease(store.db, releaseId);
      const offered = checkin.offers?.teamVoices;
      const project = release && (await findProject(store.db, release.projectId));
      if (!release || !project || !offered) throw new Error('nothing to hear');
      const voices = await offered(store.db, [{ project, release, week }]);
      const heard = voices.get(releaseId);
      if (heard === undefined) throw new Error('nothing to hear');
      return heard;
    },
    home: async (userId) =>
      JSON.stringify(await checkin.homeCards?.(createContext(workshop, clock.now()), userId)),
  };
}
