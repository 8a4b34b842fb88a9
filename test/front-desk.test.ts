/** The life of an arrival: written down, acknowledged, handled once, and its trouble told. */
import { machineClock } from '../src/base/clock.ts';
import { createChannels } from '../src/jobs/closed-channels.ts';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { pushedClock } from '../src/base/clock.ts';
import { SlipwayError } from '../src/base/errors.ts';
import { silentLog } from '../src/base/log.ts';
import { plusMinutes } from '../src/base/time.ts';
import type { Workshop } from '../src/context.ts';
import type { Context, Feature, Way } from '../src/feature.ts';
import { createFrontDesk, type FrontDesk } from '../src/front-desk.ts';
import { createInbox, type Inbox } from '../src/jobs/inbox.ts';
import { createAdopt } from '../src/jobs/orphans.ts';
import { createOpenWindows, type OpenWindows } from '../src/jobs/open-windows.ts';
import { note } from '../src/release/journal.ts';
import { findPerson, rememberWorkspace } from '../src/release/people.ts';
import { shared } from '../src/release/tables.ts';
import { gatherRoutes } from '../src/routes.ts';
import { troubleModal } from '../src/trouble.ts';
import type { Message, ModalView } from '../src/slack/blocks.ts';
import type { Press } from '../src/slack/arrivals.ts';
import { SlackRefusal, type Arrival, type ReplyTo, type ViewAnswer } from '../src/slack/port.ts';
import { noOtherSeats } from '../src/store/seats.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { recordingLog } from './support/recording-log.ts';

const WORKSPACE = { id: 'T1', name: 'Harbor Labs', botUserId: 'UBOT' };
const clock = pushedClock('2026-11-16T08:00:00.000Z');

let store: Store;
let inbox: Inbox;
let replies: { readonly to: ReplyTo; readonly text: string }[];
let updated: string[];
let asked: ModalView[];
let said: string[];
let open: OpenWindows;

beforeEach(async () => {
  store = await openStore({
    file: ':memory:',
    migrationsFolder: join(import.meta.dirname, '../migrations'),
    log: silentLog,
  });
  await store.transact(clock.now(), (tx) => rememberWorkspace(tx, WORKSPACE));
  inbox = createInbox(store);
  open = createOpenWindows(store);
  replies = [];
  updated = [];
  asked = [];
  said = [];
});
afterEach(() => store.close());

const refuse = (what: string) => (): never => {
  throw new Error(`${what} is not part of this test`);
};

const way = (run: Way<Press>['run']): Way<Press> => ({ action: 'help', run });

/** A front desk with one feature behind it. */
function aDesk(
  feature: Partial<Feature>,
  through: Inbox = inbox,
  part: Partial<Pick<Workshop, 'unasked' | 'log'>> = {},
): FrontDesk {
  const workshop: Workshop = {
    workspace: WORKSPACE,
    admins: [],
    syncMinutes: 10,
    unasked: 'throw',
    db: store.db,
    github: {
      identity: refuse('GitHub'),
      repository: refuse('GitHub'),
      repositoryById: refuse('GitHub'),
      look: refuse('GitHub'),
      gone: refuse('GitHub'),
      fix: refuse('GitHub'),
      search: refuse('GitHub'),
      milestones: refuse('GitHub'),
      labels: refuse('GitHub'),
      assignableLogins: refuse('GitHub'),
      issues: refuse('GitHub'),
      pullRequests: refuse('GitHub'),
      lacks: refuse('GitHub'),
      fieldPoints: refuse('GitHub'),
    },
    log: silentLog,
    channels: createChannels('T1', machineClock, () => undefined),
    ledger: {
      newest: refuse('the ledger'),
      counts: refuse('the ledger'),
      neverStood: refuse('the ledger'),
      fateOf: refuse('the ledger'),
    },
    offers: {
      refreshProject: refuse('an offer'),
      refreshProjects: refuse('an offer'),
      teamVoices: refuse('an offer'),
      openDebts: refuse('an offer'),
      unreached: refuse('an offer'),
      glance: refuse('an offer'),
      history: refuse('an offer'),
      heldBy: refuse('an offer'),
      letGo: refuse('an offer'),
      offerSetup: refuse('an offer'),
      sentence: () => '',
      retroActions: refuse('an offer'),
    },
    routes: gatherRoutes([{ name: 'tested', ...feature }]),
    transact: store.transact,
    say: async (_tx, { to, message }) => void said.push(`${to}: ${message.text}`),
    promise: refuse('a promise'),
    withdraw: refuse('a promise'),
    desk: {
      openModal: async (_trigger, view) => {
        asked.push(view);
        return { id: 'V-opened', hash: 'first' };
      },
      pushModal: refuse('a modal'),
      updateModal: async (id, view, hash) => {
        if (id === 'V-gone') throw new SlackRefusal('views.update', 'not_found');
        if (hash === 'old') throw new SlackRefusal('views.update', 'hash_conflict');
        updated.push(`${id}: ${JSON.stringify(view.blocks)}`);
        return { id, hash: '' };
      },
      publishHome: refuse('App Home'),
      reply: async (to: ReplyTo, { text }: Message) => void replies.push({ to, text }),
      person: refuse('people'),
      channel: refuse('channels'),
      channelMembers: refuse('channels'),
      identity: refuse('identity'),
      userGroups: refuse('user groups'),
    },
    ...part,
  };
  return createFrontDesk(workshop, through, open, createAdopt(store, noOtherSeats), clock);
}

const command = (text: string, key = `command:${text}`): Arrival => ({
  key,
  kind: 'command',
  body: {
    command: '/release',
    text,
    user_id: 'UIVO',
    team_id: 'T1',
    channel_id: 'C1',
    channel_name: 'atlas',
    trigger_id: 'trigger',
    response_url: 'https://hooks.example/1',
  },
});

const submission = (viewId = 'V1'): Arrival => ({
  key: `submission:${viewId}`,
  kind: 'submission',
  body: {
    type: 'view_submission',
    user: { id: 'UIVO' },
    team: { id: 'T1' },
    trigger_id: 'trigger',
    view: {
      id: viewId,
      hash: 'h',
      type: 'modal',
      callback_id: 'tested.form',
      private_metadata: '',
      state: { values: { reason: { value: { type: 'plain_text_input', value: 'because' } } } },
    },
  },
});

const press = (actionId: string, userId = 'UIVO'): Arrival => ({
  key: `action:${actionId}`,
  kind: 'action',
  body: {
    type: 'block_actions',
    user: { id: userId },
    team: { id: 'T1' },
    trigger_id: 'trigger',
    response_url: 'https://hooks.example/2',
    actions: [{ type: 'button', action_id: actionId, block_id: 'b', value: 'v', action_ts: '1.0' }],
  },
});

/** Delivers an arrival and waits until it is worked off; the answers are what was acknowledged. */
async function deliver(desk: FrontDesk, arrival: Arrival): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  await desk.receive(arrival, async (answer) => void answers.push(answer ?? 'ok'));
  await desk.idle();
  return answers;
}

const waiting = async () =>
  (await createAdopt(store, noOtherSeats)('at-start')).unfinished.map(({ key }) => key);

const noted = async (): Promise<number> =>
  (await shared(store.db).selectFrom('journal').select('id').execute()).length;

/** `/release done` notes one thing in the journal. */
const noting: Partial<Feature> = {
  commands: [
    {
      command: '/release',
      name: 'done',
      usage: '',
      help: 'Notes one thing.',
      action: 'help',
      run: (ctx) =>
        ctx.transact((tx) =>
          note(tx, { workspaceId: 'T1', actor: 'UIVO', event: 'project.changed' }),
        ),
    },
  ],
};

describe('an arrival is handled once', () => {
  test('a second delivery is acknowledged and does nothing', async () => {
    const desk = aDesk(noting);
    expect(await deliver(desk, command('done'))).toEqual(['ok']);
    expect(await deliver(desk, command('done'))).toEqual(['ok']);
    expect(await noted()).toBe(1);
  });

  test('also across a restart, and one that was only recorded is worked off then', async () => {
    await inbox.recordArrival(command('done'), clock.now());
    const desk = aDesk(noting);
    await desk.resume();
    await desk.idle();
    await desk.resume();
    await desk.idle();
    expect(await noted()).toBe(1);
    expect(await deliver(desk, command('done'))).toEqual(['ok']);
    expect(await noted()).toBe(1);
  });

  test('one that the program died over six times is left, and its person told', async () => {
    await inbox.recordArrival(command('done'), clock.now());
    for (let tries = 0; tries < 6; tries++) await inbox.begin('command:done');
    const desk = aDesk(noting);
    await desk.resume();
    await desk.idle();
    expect(await noted()).toBe(0);
    expect(await waiting()).toEqual([]);
    expect(said).toEqual([expect.stringMatching(/^UIVO: I stopped several times .* once more/)]);
  });

  test('however long the program was away: what a person did counts, an old event does not', async () => {
    const days = (count: number) => plusMinutes(clock.now(), -count * 24 * 60);
    const event = { type: 'app_home_opened', user: 'UIVO' };
    await inbox.recordArrival(press('tested.tap'), days(9));
    await inbox.recordArrival(submission(), days(9));
    await inbox.recordArrival(
      { key: 'event:1', kind: 'event', body: { team_id: 'T1', event_id: 'Ev1', event } },
      days(2),
    );
    const handled: string[] = [];
    const desk = aDesk({
      presses: { 'tested.tap': way(async (ctx) => void handled.push(`press of ${ctx.heardAt}`)) },
      submissions: {
        'tested.form': { action: 'help', handle: async () => void handled.push('submission') },
      },
      events: { app_home_opened: async () => void handled.push('event') },
    });
    await desk.resume();
    await desk.idle();
    expect(handled.sort()).toEqual([`press of ${days(9)}`, 'submission']);
    expect(await waiting()).toEqual([]);
  });

  test('after a crash each person’s are worked off in order, and before what they do next', async () => {
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const desk = aDesk({
      presses: {
        'tested.tap': way(async (_ctx, { actionId, userId }) => {
          if (actionId === 'tested.tap:1') await first.promise;
          order.push(`${userId} ${actionId}`);
        }),
      },
    });
    const [early, later] = [plusMinutes(clock.now(), -2), plusMinutes(clock.now(), -1)];
    await inbox.recordArrival(press('tested.tap:2'), later);
    await inbox.recordArrival(press('tested.tap:1'), early);
    await desk.resume();
    await desk.receive(press('tested.tap:3'), async () => undefined);
    await desk.receive(press('tested.tap:4', 'UDANA'), async () => undefined);
    await expect.poll(() => order).toEqual(['UDANA tested.tap:4']);
    first.resolve();
    await desk.idle();
    expect(order.slice(1)).toEqual(['UIVO tested.tap:1', 'UIVO tested.tap:2', 'UIVO tested.tap:3']);
  });

  test('case 13: it is acknowledged before it is handled', async () => {
    const order: string[] = [];
    const desk = aDesk({
      presses: { 'tested.slow': way(async () => void order.push('handled')) },
    });
    await desk.receive(press('tested.slow'), async () => void order.push('acknowledged'));
    await desk.idle();
    expect(order).toEqual(['acknowledged', 'handled']);
  });

  test('a button is found by its name up to the colon', async () => {
    const seen: string[] = [];
    const desk = aDesk({
      presses: { 'tested.tap': way(async (_ctx, { actionId }) => void seen.push(actionId)) },
    });
    await deliver(desk, press('tested.tap:4'));
    expect(seen).toEqual(['tested.tap:4']);
  });
});

describe('a window with which a handler begins', () => {
  const reading = troubleModal('Reading…');
  const filled: string[] = [];
  const opening: Partial<Feature> = {
    commands: [
      {
        command: '/release',
        name: 'open',
        usage: '',
        help: 'Opens a window.',
        action: 'help',
        run: async (ctx, { triggerId }) => {
          const { id } = await ctx.desk.openModal(triggerId, reading);
          filled.push(id);
        },
      },
    ],
    opens: { 'command /release open': reading, 'press tested.open': reading },
    presses: { 'tested.open': way(refuse('the handler')) },
  };
  beforeEach(() => void filled.splice(0));

  /** An inbox whose disk is slow, or fails in the end. */
  const slow = (disk: () => Promise<void>): Inbox => ({
    ...inbox,
    recordArrival: async (arrival, now, whenNew) => {
      const word = await inbox.recordArrival(arrival, now, whenNew);
      await disk();
      return word;
    },
  });

  test('is asked for while the disk takes the arrival, once, and is the one that the handler has', async () => {
    const disk = Promise.withResolvers<void>();
    const desk = aDesk(
      opening,
      slow(() => disk.promise),
    );
    const answers: string[] = [];
    const received = desk.receive(command('open'), async () => void answers.push('ok'));
    await expect.poll(() => asked).toEqual([reading]);
    expect([answers, filled]).toEqual([[], []]);
    disk.resolve();
    await received;
    await desk.idle();
    expect([answers, filled, asked]).toEqual([['ok'], ['V-opened'], [reading]]);
    await deliver(desk, command('open'));
    expect(asked).toHaveLength(1);
  });

  test('is asked for by who works off what a dead program left, as ever', async () => {
    await inbox.recordArrival(command('open'), clock.now());
    const desk = aDesk(opening);
    await desk.resume();
    await desk.idle();
    expect(asked).toEqual([reading]);
  });

  test.each([
    ['a command', command('open')],
    ['a press', press('tested.open')],
  ])('case 30: says that nothing was saved when the disk fails over %s', async (_, arrival) => {
    const trouble = new SlipwayError('unavailable', 'disk full');
    const desk = aDesk(
      opening,
      slow(() => Promise.reject(trouble)),
    );
    await deliver(desk, arrival).catch((error: unknown) => expect(error).toBe(trouble));
    await desk.idle();
    expect(asked).toEqual([reading]);
    expect(updated).toEqual([expect.stringMatching(/^V-opened: .*I cannot save right now/)]);
    expect(filled).toEqual([]);
  });
});

describe('a reaction', () => {
  test('runs in the transaction of what it reacts to: when it fails, neither stands', async () => {
    const desk = aDesk({
      ...noting,
      on: {
        'project.changed': async () => {
          throw new Error('no');
        },
      },
    });
    await deliver(desk, command('done'));
    expect(await noted()).toBe(0);
    expect(replies).toHaveLength(1);
  });

  test('may note more, which is reacted to as well', async () => {
    const seen: string[] = [];
    const desk = aDesk({
      ...noting,
      on: {
        'project.changed': (_ctx, tx) =>
          note(tx, { workspaceId: 'T1', actor: 'slipway', event: 'person.paused' }),
        'person.paused': async (_ctx, _tx, { actor }) => void seen.push(actor),
      },
    });
    await deliver(desk, command('done'));
    expect(seen).toEqual(['slipway']);
    expect(await noted()).toBe(2);
  });
});

describe('a deed that the table was not asked for', () => {
  const careless: Partial<Feature> = {
    presses: {
      'tested.ship': {
        action: 'plan.ship',
        run: (ctx) =>
          ctx.transact((tx) =>
            note(tx, { workspaceId: 'T1', actor: 'UIVO', event: 'release.shipped' }),
          ),
      },
      'tested.look': {
        action: 'plan.ship',
        run: (ctx) => ctx.transact(async (tx) => void (await findPerson(tx.db, 'T1', 'UIVO'))),
      },
    },
  };

  test('is not written down, and the person reads that it failed', async () => {
    await deliver(aDesk(careless), press('tested.ship'));
    expect(await noted()).toBe(0);
    expect(replies[0]?.text).toContain('Something went wrong on my side');
  });

  test('is written down all the same where people work, and the operator is told', async () => {
    const log = recordingLog();
    await deliver(aDesk(careless, inbox, { unasked: 'log', log }), press('tested.ship'));
    expect(await noted()).toBe(1);
    expect(log.text()).toContain('action.not_asked {"action":"plan.ship","fault":"not_asked"}');
  });

  test('nothing is done for a choice that a menu does not have', async () => {
    const seen: string[] = [];
    const menu: Partial<Feature> = {
      presses: {
        'tested.menu': {
          action: { choices: { look: 'plan.see' } },
          run: async (_ctx, { value }) => void seen.push(String(value)),
        },
      },
    };
    const choose = (value: string): Arrival => {
      const { body, ...rest } = press('tested.menu');
      const actions = [{ type: 'button', action_id: 'tested.menu', block_id: 'b', value }];
      return { ...rest, key: `menu ${value}`, body: Object.assign({}, body, { actions }) };
    };
    await deliver(aDesk(menu), choose('look/1'));
    await deliver(aDesk(menu), choose('burn/1'));
    expect(seen).toEqual(['look/1']);
    expect(replies[0]?.text).toContain('Something went wrong on my side');
  });

  test('may look without asking', async () => {
    await deliver(aDesk(careless), press('tested.look'));
    expect(replies).toEqual([]);
  });
});

describe('a submitted modal', () => {
  const form = (answer: ViewAnswer, handle = async () => undefined): Partial<Feature> => ({
    submissions: { 'tested.form': { action: 'help', answer: async () => answer, handle } },
  });

  test('with a mistake comes back at its field and nothing is handled', async () => {
    const handled: string[] = [];
    const desk = aDesk(
      form(
        { kind: 'errors', errors: { reason: 'Too short.' } },
        async () => void handled.push('x'),
      ),
    );
    expect(await deliver(desk, submission())).toEqual([
      { kind: 'errors', errors: { reason: 'Too short.' } },
    ]);
    expect(handled).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  test('whose answer fails keeps what was typed and says so at the first field', async () => {
    const desk = aDesk({
      submissions: {
        'tested.form': {
          action: 'help',
          answer: async () => {
            throw new SlipwayError('unavailable', 'GitHub is away. Try again in a minute.');
          },
          handle: async () => undefined,
        },
      },
    });
    expect(await deliver(desk, submission())).toEqual([
      {
        kind: 'errors',
        errors: {
          reason: expect.stringMatching(
            /^GitHub is away\. Try again in a minute\. \(If it stays, .* reference [0-9a-f]{8}\.\)$/,
          ),
        },
      },
    ]);
  });

  test('an answer may not write', async () => {
    const desk = aDesk({
      submissions: {
        'tested.form': {
          action: 'help',
          answer: async (ctx) => {
            await ctx.transact((tx) =>
              note(tx, { workspaceId: 'T1', actor: 'x', event: 'project.changed' }),
            );
            return { kind: 'close' };
          },
          handle: async () => undefined,
        },
      },
    });
    await deliver(desk, submission());
    expect(await noted()).toBe(0);
  });

  test('whose deed fails says so in the modal, or directly when the modal is gone', async () => {
    const failing = form({ kind: 'close' }, async () => {
      throw new SlipwayError('conflict', 'Somebody was quicker. Look at the card.');
    });
    await deliver(aDesk(failing), submission('V1'));
    expect(updated[0]).toContain('Somebody was quicker.');
    await deliver(aDesk(failing), submission('V-gone'));
    expect(said).toEqual(['UIVO: Somebody was quicker. Look at the card.']);
  });
});

describe('trouble is told where it happened', () => {
  test('a word nobody knows is answered with the nearest one', async () => {
    await deliver(aDesk(noting), command('doen'));
    expect(replies[0]?.text).toBe('I do not know “/release doen”. Did you mean /release done?');
  });

  test('help lists every word', async () => {
    await deliver(aDesk(noting), command('help'));
    expect(replies[0]?.text).toBe('What /release can do');
  });

  test('a button nobody handles is loud: the person gets a reference', async () => {
    await deliver(aDesk({}), press('tested.orphan'));
    expect(replies[0]?.text).toMatch(/reference [0-9a-f]{8}/);
  });

  test('a window that opened too late asks for one more press', async () => {
    const desk = aDesk({
      presses: {
        'tested.late': way(async () => {
          throw new SlackRefusal('views.open', 'expired_trigger_id');
        }),
      },
    });
    await deliver(desk, press('tested.late'));
    expect(replies[0]?.text).toContain('please press again');
  });
});

describe('case 15: a window that shows only that it is being read', () => {
  const LOADING: ModalView = {
    type: 'modal',
    callbackId: 'words',
    title: 'Plan',
    close: 'Close',
    blocks: [],
  };
  const opening = (then: (ctx: Context) => Promise<unknown>): Partial<Feature> => ({
    presses: {
      'tested.open': way(async (ctx, { triggerId }) => {
        await ctx.desk.openModal(triggerId, LOADING);
        await then(ctx);
      }),
    },
  });
  /** A run that opened the window, and died. */
  const died = async (viewId: string, hash: string | null = 'first'): Promise<void> => {
    await inbox.recordArrival(press('tested.open'), clock.now());
    await open.opened('action:tested.open', { viewId, hash });
  };
  const late: Partial<Feature> = {
    presses: {
      'tested.open': way(async () => {
        throw new SlackRefusal('views.open', 'exchanged_trigger_id');
      }),
    },
  };
  const left = (): Promise<unknown> =>
    sql`select key from arrival where view_id is not null`
      .execute(store.db)
      .then(({ rows }) => rows);

  test('says in itself what failed, and not somewhere else', async () => {
    const failing = opening(async () => {
      throw new SlipwayError('unavailable', 'GitHub is away.');
    });
    await deliver(aDesk(failing), press('tested.open'));
    expect(updated).toEqual([expect.stringMatching(/^V-opened: .*GitHub is away\./)]);
    expect(replies).toEqual([]);
    expect(await left()).toEqual([]);
  });

  test('is no concern any more once it was filled', async () => {
    const filling = opening(async ({ desk }) => {
      await desk.updateModal('V-opened', { ...LOADING, submit: 'Go' });
      expect(await left()).toEqual([]);
      throw new SlipwayError('unavailable', 'GitHub is away.');
    });
    await deliver(aDesk(filling), press('tested.open'));
    expect(updated).toHaveLength(1);
    expect(replies).toHaveLength(1);
  });

  test('gets a closing sentence after a crash, with the next step', async () => {
    await died('V-opened');
    const desk = aDesk(late);
    await desk.resume();
    await desk.idle();
    expect(updated).toEqual([expect.stringContaining('do the same once more')]);
    expect([...replies, ...said]).toEqual([]);
    expect(await left()).toEqual([]);
  });

  test.each([
    ['V-gone', 'first'],
    ['V-opened', 'old'],
  ])('when %s is gone or shows something else: the person is told once', async (viewId, hash) => {
    await died(viewId, hash);
    const desk = aDesk(late);
    await desk.resume();
    await desk.idle();
    await desk.resume();
    await desk.idle();
    expect(updated).toEqual([]);
    expect(replies.map(({ text }) => text)).toEqual([
      expect.stringContaining('please press again'),
    ]);
  });

  test('is closed when its deed is given up', async () => {
    await died('V-opened');
    for (let tries = 0; tries < 6; tries++) await inbox.begin('action:tested.open');
    const desk = aDesk(late);
    await desk.resume();
    await desk.idle();
    expect(updated).toEqual([expect.stringContaining('I stopped several times')]);
    expect(said).toEqual([]);
  });

  test('is closed when its deed stands, and could not be shown', async () => {
    await died('V-opened');
    await inbox.finish('action:tested.open', 'done', clock.now());
    const desk = aDesk(late);
    await desk.resume();
    await desk.idle();
    expect(updated).toEqual([expect.stringContaining('What was done is saved')]);
    expect(await left()).toEqual([]);
  });
});

describe('when nothing can be saved', () => {
  const full: Inbox = {
    ...createInboxStub(),
    recordArrival: async () => {
      throw new SlipwayError('unavailable', 'disk full');
    },
  };

  function createInboxStub(): Inbox {
    return {
      recordArrival: refuse('recording'),
      begin: refuse('beginning'),
      transactFor: refuse('writing'),
      finish: refuse('finishing'),
      sendBack: refuse('sending back'),
      fail: refuse('failing'),
    };
  }

  test('case 30: what was written down before, and cannot be handled now, is handled when there is room again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let isFull = true;
    const unsure =
      <A extends readonly unknown[], R>(deed: (...given: A) => Promise<R>) =>
      async (...given: A): Promise<R> => {
        if (isFull) throw new SlipwayError('unavailable', 'disk full');
        return deed(...given);
      };
    const { transactFor, fail } = inbox;
    const desk = aDesk(noting, {
      ...inbox,
      transactFor: (key) => (now, work) => unsure(() => transactFor(key)(now, work))(),
      fail: unsure(fail),
    });
    expect(await deliver(desk, command('done'))).toEqual(['ok']);
    await desk.idle();
    expect(await noted()).toBe(0);
    await vi.advanceTimersByTimeAsync(10_000);
    await desk.idle();
    expect(await noted()).toBe(0);
    isFull = false;
    await vi.advanceTimersByTimeAsync(2_000);
    await desk.idle();
    expect(await noted()).toBe(1);
    await vi.advanceTimersByTimeAsync(20_000);
    await desk.idle();
    expect(await noted()).toBe(1);
  });

  test('case 30: a command is answered so, and not handled', async () => {
    expect(await deliver(aDesk(noting, full), command('done'))).toEqual([
      { text: expect.stringContaining('I cannot save right now') },
    ]);
  });

  test('case 30: a modal keeps what was typed', async () => {
    expect(await deliver(aDesk({}, full), submission())).toEqual([
      { kind: 'errors', errors: { reason: expect.stringContaining('I cannot save right now') } },
    ]);
  });

  test('case 30: anything else is left unacknowledged, so that Slack delivers it again', async () => {
    await expect(deliver(aDesk({}, full), press('tested.x'))).rejects.toThrow('disk full');
  });
});
