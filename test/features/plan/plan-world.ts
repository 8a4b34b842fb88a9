/** A small world for planning: a real store, the real context, and a desk that remembers what it showed. */
import { machineClock } from '../../../src/base/clock.ts';
import { createChannels } from '../../../src/jobs/closed-channels.ts';
import { fileURLToPath } from 'node:url';
import type { InputBlock } from '@slack/types';
import { SlipwayError } from '../../../src/base/errors.ts';
import { silentLog } from '../../../src/base/log.ts';
import type { Instant } from '../../../src/base/time.ts';
import { createContext, type Workshop } from '../../../src/context.ts';
import type { Context, Refreshed, Way } from '../../../src/feature.ts';
import { plan } from '../../../src/features/plan/index.ts';
import type { GitHubMilestone, GitHubPort } from '../../../src/github/port.ts';
import type { DuePromise, Promised, Saying } from '../../../src/jobs/contract.ts';
import { withdraw, writePromise } from '../../../src/jobs/promises.ts';
import { writeSaying } from '../../../src/jobs/say.ts';
import { withJobTables } from '../../../src/jobs/tables.ts';
import { rememberPerson, rememberWorkspace } from '../../../src/release/people.ts';
import {
  DEFAULT_RHYTHM,
  DEFAULT_THRESHOLDS,
  findProject,
  type Project,
} from '../../../src/release/projects.ts';
import { saveProject } from '../../../src/release/save-project.ts';
import { DEFAULT_LABEL_RULES } from '../../../src/release/labels.ts';
import { shared, type TrackedItemTable } from '../../../src/release/tables.ts';
import { gatherRoutes } from '../../../src/routes.ts';
import type { Command, Press, Submission } from '../../../src/slack/arrivals.ts';
import type { Message, ModalView } from '../../../src/slack/blocks.ts';
import type { FormValues } from '../../../src/slack/form-values.ts';
import type { ReplyTo, SlackDesk } from '../../../src/slack/port.ts';
import { expectTakenMessage, expectTakenModal } from '../../support/plain-view.ts';
import { openStore, type Store } from '../../../src/store/store.ts';

const NOW = '2026-11-20T10:00:00.000Z';
export const MARA = 'UMARA';
export const IVO = 'UIVO';
export const CHANNEL = 'CATLAS';

const WORKSPACE = { id: 'T1', name: 'Acme', botUserId: 'UBOT' };
const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** What a test sees and does. */
export interface PlanWorld {
  readonly store: Store;
  readonly project: () => Promise<Project>;
  /** The modal that the person sees now. */
  readonly modal: () => ModalView;
  readonly modals: readonly ModalView[];
  readonly replies: readonly { readonly to: ReplyTo; readonly message: Message }[];
  /** Messages by key, as they would stand; edits replace. */
  readonly said: ReadonlyMap<string, Saying>;
  /** Every saying in order, edits too. */
  readonly sayings: readonly Saying[];
  /** Promises that still wait, by key. */
  waiting(): Promise<ReadonlyMap<string, Promised>>;
  readonly withdrawn: readonly { readonly what: string; readonly reason: string }[];
  readonly setupsOffered: readonly string[];
  milestones: readonly GitHubMilestone[] | Error;
  refreshed: Refreshed;
  channelIsShared: boolean;
  /** No report can be made from now on. */
  glanceFails: boolean;
  now: Instant;
  /** What Slack says to every change of a modal from now on. */
  modalRefusal: Error | null;
  /** Brings back a modal that was open before. */
  show(view: ModalView): void;
  /** The next transaction finds the disk full. */
  failNextTransaction(): void;
  /** Projects that GitHub was read for. */
  readonly refreshes: readonly string[];
  /** What happens at every start of the program. */
  begin(): Promise<void>;
  command(text: string, more?: { channelId?: string; userId?: string }): Promise<void>;
  press(actionId: string, value: string, userId?: string): Promise<void>;
  pressAtHome(actionId: string, value: string, userId?: string): Promise<void>;
  pressInModal(actionId: string, value: string, userId?: string): Promise<void>;
  shortcut(): Promise<void>;
  /** Answers and handles the open modal's submission; returns the errors at its fields, if any. */
  submit(values?: FormValues, userId?: string): Promise<Readonly<Record<string, string>> | null>;
  /** What the open form would send if it were submitted as it stands. */
  filled(): FormValues;
  keep(promise: Promised): Promise<unknown>;
  aside: Context['aside'];
  context(): Context;
  items(...items: readonly Partial<TrackedItemTable>[]): Promise<void>;
  close(): Promise<void>;
}

/** A workspace with project Atlas, led by Mara, in its channel; GitHub has milestone 0.7.0. */
export async function aPlanWorld(options: { withoutProject?: boolean } = {}): Promise<PlanWorld> {
  const store = await openStore({
    file: ':memory:',
    migrationsFolder: MIGRATIONS,
    log: silentLog,
  });
  await store.transact(NOW, async (tx) => {
    await rememberWorkspace(tx, WORKSPACE);
    for (const [id, name] of [
      [MARA, 'Mara'],
      [IVO, 'Ivo'],
    ] as const)
      await rememberPerson(tx, WORKSPACE.id, {
        id,
        name,
        zone: 'Europe/Berlin',
        isAdmin: false,
        isGuest: false,
        isDeactivated: false,
        isOutside: false,
      });
  });
  if (options.withoutProject !== true) await addProject(store, 'prj_atlas', 'Atlas', CHANNEL);
  return world(store);
}

/** Sets up another project in a channel. */
export async function addProject(
  store: Store,
  id: string,
  name: string,
  channelId: string,
): Promise<void> {
  await store.transact(NOW, (tx) =>
    saveProject(
      tx,
      {
        id,
        workspaceId: WORKSPACE.id,
        name,
        channelId,
        zone: 'Europe/Berlin',
        rhythm: DEFAULT_RHYTHM,
        thresholds: DEFAULT_THRESHOLDS,
        roles: [{ role: 'release_manager', userId: MARA }],
        members: [MARA, IVO],
        labelRules: DEFAULT_LABEL_RULES,
        repositories: [{ id: `R_${id}`, owner: 'acme', name: 'cli', isPrivate: false }],
        idleDays: [],
      },
      MARA,
    ),
  );
  await store.transact(NOW, (tx) =>
    shared(tx.db)
      .updateTable('repository')
      .set({ last_read_at: '2026-11-20T09:58:00.000Z' })
      .where('id', '=', `R_${id}`)
      .execute(),
  );
}

function world(store: Store): PlanWorld {
  const routes = gatherRoutes([plan]);
  const modals: ModalView[] = [];
  const replies: { to: ReplyTo; message: Message }[] = [];
  const said = new Map<string, Saying>();
  const sayings: Saying[] = [];
  const promised = new Map<string, Promised>();
  const withdrawn: { what: string; reason: string }[] = [];
  const setupsOffered: string[] = [];
  const refreshes: string[] = [];
  let mustFail = false;
  const never = (): never => {
    throw new Error('not expected here');
  };
  const show = (view: ModalView): Promise<{ id: string; hash: string }> => {
    expectTakenModal(view);
    modals.push(view);
    return Promise.resolve({ id: 'V1', hash: `h${modals.length}` });
  };
  const desk: SlackDesk = {
    openModal: (_trigger, view) => show(view),
    pushModal: (_trigger, view) => show(view),
    updateModal: (_id, view) =>
      self.modalRefusal === null ? show(view) : Promise.reject(self.modalRefusal),
    publishHome: never,
    reply: (to, message) => {
      expectTakenMessage(message);
      return Promise.resolve(void replies.push({ to, message }));
    },
    person: never,
    channel: (id) =>
      Promise.resolve({
        id,
        name: 'atlas',
        isPrivate: false,
        isArchived: false,
        isMember: true,
        isShared: self.channelIsShared,
      }),
    channelMembers: never,
    identity: never,
    userGroups: never,
  };
  const github: GitHubPort = {
    identity: never,
    repository: never,
    repositoryById: never,
    look: never,
    gone: never,
    fix: never,
    search: never,
    labels: never,
    assignableLogins: never,
    issues: never,
    pullRequests: never,
    lacks: never,
    fieldPoints: never,
    milestones: () =>
      self.milestones instanceof Error
        ? Promise.reject(self.milestones)
        : Promise.resolve(self.milestones),
  };
  const workshop: Workshop = {
    workspace: WORKSPACE,
    syncMinutes: 10,
    unasked: 'throw',
    admins: [],
    db: store.db,
    desk,
    github,
    log: silentLog,
    channels: createChannels('T1', machineClock, () => undefined),
    ledger: { newest: never, counts: never, neverStood: never, fateOf: never },
    offers: {
      refreshProject: (_ctx, project) => {
        refreshes.push(project.id);
        return Promise.resolve(self.refreshed);
      },
      refreshProjects: never,
      teamVoices: never,
      openDebts: () => Promise.resolve(new Map()),
      unreached: never,
      heldBy: () => Promise.resolve(new Map()),
      letGo: never,
      glance: (_ctx, { version, targetDate }) =>
        self.glanceFails
          ? Promise.reject(new Error('no report can be made'))
          : Promise.resolve({
              mark: '🟢',
              word: 'on track',
              name: `Atlas ${version}`,
              why: 'no step is overdue; 0 % done, 0 % of the time gone',
              done: '0 of 2 done (0 %)',
              target: `Target ${targetDate}: on time`,
            }),
      history: never,
      offerSetup: (_ctx, channelId) => Promise.resolve(void setupsOffered.push(channelId)),
      sentence: () => '',
      retroActions: () => Promise.resolve(new Map()),
    },
    routes,
    transact: (now, work) => {
      const fails = mustFail;
      mustFail = false;
      return fails
        ? Promise.reject(new SlipwayError('unavailable', 'I cannot save right now. Try again.'))
        : store.transact(now, work);
    },
    say: async (tx, saying) => {
      expectTakenMessage(saying.message);
      await writeSaying(tx, saying);
      said.set(saying.key, saying);
      sayings.push(saying);
    },
    promise: async (tx, promise) => {
      await writePromise(tx, promise);
      promised.set(promise.key, promise);
    },
    withdraw: async (tx, which, reason) => {
      await withdraw(tx, which, reason);
      withdrawn.push({ what: 'key' in which ? which.key : (which.kind ?? '*'), reason });
    },
  };
  const context = (): Context => createContext(workshop, self.now);
  const modal = (): ModalView => {
    const last = modals.at(-1);
    if (last === undefined) throw new Error('no modal is open');
    return last;
  };
  const self: PlanWorld = {
    store,
    modals,
    replies,
    said,
    sayings,
    withdrawn,
    async waiting() {
      const rows = await withJobTables(store.db)
        .selectFrom('promise')
        .select(['key', 'state'])
        .where('state', '=', 'waiting')
        .execute();
      return new Map(rows.flatMap(({ key }) => [...promised].filter(([name]) => name === key)));
    },
    setupsOffered,
    refreshes,
    modalRefusal: null,
    show: (view) => void modals.push(view),
    failNextTransaction: () => {
      mustFail = true;
    },
    async begin() {
      for (const start of routes.starts) await start(context());
    },
    modal,
    now: NOW,
    channelIsShared: false,
    glanceFails: false,
    milestones: [
      aMilestone({ number: 7, title: '0.7.0', dueOn: '2026-12-11T08:00:00Z', openItems: 3 }),
      aMilestone({ number: 6, title: '0.6.0', isOpen: false }),
    ],
    refreshed: { readAt: NOW, trouble: null },
    project: async () => {
      const project = await findProject(store.db, 'prj_atlas');
      if (project === undefined) throw new Error('no project');
      return project;
    },
    async command(text, { channelId = CHANNEL, userId = MARA } = {}) {
      const [word = ''] = text.split(' ');
      const spec = routes.commands.find(({ name }) => name === word);
      if (spec === undefined) throw new Error(`no command ${word}`);
      const command: Command = {
        kind: 'command',
        command: '/release',
        text,
        userId,
        teamId: WORKSPACE.id,
        channelId,
        channelName: 'atlas',
        triggerId: 'trigger',
        responseUrl: 'https://hooks.invalid/1',
      };
      await spec.run(context(), command, text.slice(word.length).trim());
    },
    press: (actionId, value, userId = MARA) => {
      const press = {
        ...pressOf(actionId, value, userId),
        channelId: CHANNEL,
        responseUrl: 'https://hooks.invalid/2',
      };
      return run(handlerOf(actionId), press);
    },
    pressInModal: (actionId, value, userId = MARA) => {
      const { callbackId, privateMetadata = '' } = modal();
      const about = { type: 'modal', hash: 'h', callbackId, privateMetadata, isPushed: false };
      const view = { id: 'V1', ...about, values: {} };
      return run(handlerOf(actionId), { ...pressOf(actionId, value, userId), view });
    },
    pressAtHome: (actionId, value, userId = MARA) => {
      const view = {
        id: 'VHOME',
        type: 'home',
        hash: 'h',
        callbackId: '',
        privateMetadata: '',
        isPushed: false,
        values: {},
      };
      return run(handlerOf(actionId), { ...pressOf(actionId, value, userId), view });
    },
    async shortcut() {
      const shortcut = routes.shortcuts.get('plan.start');
      await shortcut?.run(context(), {
        kind: 'shortcut',
        callbackId: 'plan.start',
        userId: MARA,
        teamId: WORKSPACE.id,
        triggerId: 'trigger',
      });
    },
    async submit(values = self.filled(), userId = MARA) {
      const { callbackId, privateMetadata = '' } = modal();
      const spec = routes.submissions.get(callbackId);
      if (spec === undefined) throw new Error(`nobody handles ${callbackId}`);
      const submission: Submission = {
        kind: 'submission',
        callbackId,
        userId,
        teamId: WORKSPACE.id,
        viewId: 'V1',
        hash: 'h',
        privateMetadata,
        values,
        triggerId: 'trigger',
      };
      const answer = (await spec.answer?.(context(), submission)) ?? { kind: 'close' as const };
      if (answer.kind === 'errors') return answer.errors;
      if (answer.kind === 'update' || answer.kind === 'push') await show(answer.view);
      await spec.handle(context(), submission);
      return null;
    },
    filled: () => filledIn(modal()),
    keep: async (promise) => {
      const due: DuePromise = { ...promise, late: false };
      return routes.promises.get(promise.kind)?.(context(), due);
    },
    aside: (work) => context().aside(work),
    context,
    items: (...items) =>
      store.transact(NOW, async (tx) => {
        for (const [index, item] of items.entries())
          await shared(tx.db)
            .insertInto('tracked_item')
            .values({ ...anItem(index + 90), ...item })
            .execute();
      }),
    close: () => store.close(),
  };
  const handlerOf = (actionId: string) => routes.presses.get(actionId.split(':')[0] ?? '');
  const run = async (handler: Way<Press> | undefined, press: Press): Promise<void> => {
    if (handler === undefined) throw new Error(`nobody handles ${press.actionId}`);
    await handler.run(context(), press);
  };
  return self;
}

function pressOf(actionId: string, value: string, userId: string): Press {
  return {
    kind: 'press',
    actionId,
    blockId: 'b',
    value,
    values: {},
    userId,
    teamId: WORKSPACE.id,
    triggerId: 'trigger',
  };
}

/** An open GitHub milestone without description, day or items. */
export function aMilestone(
  more: Pick<GitHubMilestone, 'number' | 'title'> & Partial<GitHubMilestone>,
): GitHubMilestone {
  return { description: '', dueOn: null, isOpen: true, openItems: 0, ...more };
}

/** An open P2 issue of GitHub milestone 0.7.0. */
export function anItem(number: number): TrackedItemTable {
  return {
    id: `I_${number}`,
    repository_id: 'R_prj_atlas',
    item: 'issue',
    number,
    title: `Item ${number}`,
    url: `https://github.com/acme/cli/issues/${number}`,
    state: 'open',
    labels: '[]',
    assignees: '[]',
    author: null,
    github_milestone: 7,
    opened_at: NOW,
    updated_at: NOW,
    closed_at: null,
    gone_at: null,
    closed_as: null,
  };
}

/** The initial values of a modal's inputs, as Slack would send them. */
function filledIn(view: ModalView): FormValues {
  return Object.fromEntries(
    view.blocks.flatMap((block): [string, FormValues[string]][] =>
      block.type === 'input' && block.block_id !== undefined
        ? [[block.block_id, initialOf(block.element)]]
        : [],
    ),
  );
}

function initialOf(element: InputBlock['element']): FormValues[string] {
  if (element.type === 'plain_text_input') return element.initial_value ?? null;
  if (element.type === 'datepicker') return element.initial_date ?? null;
  if (element.type === 'static_select') return element.initial_option?.value ?? null;
  if (element.type === 'multi_static_select')
    return (element.initial_options ?? []).map(({ value }) => value ?? '');
  throw new Error(`unknown input ${element.type}`);
}
