/** What may come from Slack or from somebody who is not: whole payloads, and payloads with a piece exchanged. */
import fc from 'fast-check';
import { checkin } from '../../src/features/checkin/index.ts';
import { home } from '../../src/features/home/index.ts';
import { hotfix } from '../../src/features/hotfix/index.ts';
import { packWhere } from '../../src/features/hotfix/metadata.ts';
import { plan } from '../../src/features/plan/index.ts';
import { report } from '../../src/features/report/index.ts';
import { setup } from '../../src/features/setup/index.ts';
import { sync } from '../../src/features/sync/index.ts';
import { gatherRoutes } from '../../src/routes.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import type { Chance } from '../crash/chance.ts';
import { hostileText } from '../support/hostile.ts';
import {
  blockActions,
  command,
  eventCallback,
  globalShortcut,
  messageShortcut,
  view,
  viewClosed,
  viewSubmission,
} from '../slack/slack-payloads.ts';

type Data = Readonly<Record<string, unknown>>;

/** Something to send. `id` is in its key; a `simple` one is a command whose reply must come exactly once. */
export interface Payload {
  readonly id: string;
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly body: Data;
  readonly simple: boolean;
}

const POOL = 3000;
const VERBS = ['', 'help', 'plan', 'status', 'history', 'setup', 'timeline', 'pause until', 'ship'];
const HOTFIX_VERBS = ['status', 'list', 'deputies', 'setup', 'help', 'now'];
const USERS = Object.values(PEOPLE).map(({ id }) => id);

/** What there is to hit: a hotfix that runs, and its project. */
export interface Target {
  readonly projectId: string;
  readonly hotfixId: string;
}

/** An endless supply of payloads, each with an id of its own; the same chance gives the same ones. */
export function payloadsOf(
  chance: Chance,
  seed: number,
  teamId: string,
  replyUrl: (id: string) => string,
  target: Target,
): { simple(): Payload; any(): Payload } {
  const routes = gatherRoutes([setup, plan, sync, checkin, report, hotfix, home]);
  const texts = fc.sample(hostileText, { seed, numRuns: POOL });
  const junk = fc.sample(fc.oneof(fc.jsonValue(), hostileText, fc.constant(null)), {
    seed,
    numRuns: POOL,
  });
  const names = (map: ReadonlyMap<string, unknown>): readonly string[] => [...map.keys(), 'nobody'];
  const [presses, submissions, closes, shortcuts, events] = [
    names(routes.presses),
    names(routes.submissions),
    names(routes.closes),
    names(routes.shortcuts),
    [...names(routes.events), 'app_uninstalled', 'tokens_revoked', 'member_joined_channel'],
  ];
  let count = 0;
  const text = (): string => chance.pick(texts);

  const common = (id: string): Data => {
    const user = chance.pick(USERS);
    return {
      token: 'verification',
      trigger_id: id,
      event_id: id,
      response_url: replyUrl(id),
      user_id: user,
      user: { id: user, team_id: teamId },
      team: { id: teamId, domain: 'x' },
      team_id: teamId,
      channel_id: ATLAS_CHANNEL,
    };
  };
  const element = (): Data => ({
    type: chance.pick(['button', 'plain_text_input', 'users_select', 'overflow']),
    value: text(),
    selected_user: chance.pick(USERS),
    selected_option: { value: text() },
  });
  const state = (): Data => ({ [text()]: { [text()]: element() }, b: { a: element() } });
  const shown = (callbackId: string): Data =>
    view({
      callback_id: callbackId,
      private_metadata: chance.hits(0.5) ? text() : JSON.stringify(chance.pick(junk)),
      app_installed_team_id: teamId,
      state: { values: state() },
    });

  const typed = (): Data => ({ type: 'plain_text_input', value: text() });
  /** A window of the lane as it was really opened, with hostile words in it. */
  const aboutHotfix = (): Data => {
    const { projectId, hotfixId } = target;
    const known = chance.hits(0.5) ? [hotfixId] : [];
    const words = { name: chance.pick(['update', 'decline', 'fail']), hotfixId, role: text() };
    const [callbackId, metadata] = chance.pick<readonly [string, string]>([
      ['hotfix.declare', packWhere({ projectId, messageIn: null, known })],
      ['hotfix.words', JSON.stringify(words)],
      ['hotfix.cause', JSON.stringify({ hotfixId, seen: '' })],
    ]);
    const fields = {
      criterion: { a: { type: 'static_select', selected_option: { value: 'data_loss' } } },
      seen: { a: typed() },
      since: { a: { type: 'datetimepicker', selected_date_time: 1_600_000_000 } },
      impact: { a: typed() },
      affected: { a: { type: 'plain_text_input', value: '0.6.2' } },
      issue: { a: chance.hits(0.5) ? typed() : { type: 'plain_text_input', value: '' } },
      words: { a: typed() },
      cause: { a: typed() },
    };
    return view({
      callback_id: callbackId,
      private_metadata: metadata,
      app_installed_team_id: teamId,
      state: { values: fields },
    });
  };

  const makers: readonly (readonly [Payload['type'], (more: Data) => Data])[] = [
    ['slash_commands', (more) => command(`${chance.pick(VERBS)} ${text()}`, more)],
    [
      'slash_commands',
      (more) => command(`${chance.pick(VERBS)} ${text()}`, { ...more, command: '/checkin' }),
    ],
    [
      'slash_commands',
      (more) =>
        command(chance.hits(0.5) ? `${chance.pick(HOTFIX_VERBS)} ${text()}` : '', {
          ...more,
          command: '/hotfix',
        }),
    ],
    ['interactive', (more) => viewSubmission({}, { ...more, view: aboutHotfix() })],
    [
      'interactive',
      (more) =>
        blockActions(
          { ...element(), action_id: `${chance.pick(presses)}:${text()}`, block_id: text() },
          { ...more, ...(chance.hits(0.3) ? { view: shown(chance.pick(submissions)) } : {}) },
        ),
    ],
    [
      'interactive',
      (more) => viewSubmission({}, { ...more, view: shown(chance.pick(submissions)) }),
    ],
    ['interactive', (more) => viewClosed({ ...more, view: shown(chance.pick(closes)) })],
    ['interactive', (more) => globalShortcut({ ...more, callback_id: chance.pick(shortcuts) })],
    ['interactive', (more) => messageShortcut({ ...more, callback_id: chance.pick(shortcuts) })],
    [
      'events_api',
      (more) =>
        eventCallback(
          {
            type: chance.pick(events),
            user: chance.pick(USERS),
            channel: ATLAS_CHANNEL,
            tab: 'home',
          },
          { ...more, authorizations: [{ team_id: teamId }] },
        ),
    ],
  ];

  const newId = (): string => `soak-${(count += 1)}`;
  return {
    simple() {
      const id = newId();
      const body = command(`w${count}x ${text().slice(0, 500)}`, common(id));
      return { id, type: 'slash_commands', body, simple: true };
    },
    any() {
      const id = newId();
      const [type, make] = chance.pick(makers);
      const whole = make(common(id));
      const body = chance.hits(0.6) ? mutated(whole, chance, junk) : whole;
      return { id, type, body, simple: false };
    },
  };
}

/** The same with one piece, at any depth, exchanged or taken out. */
function mutated(value: Data, chance: Chance, junk: readonly unknown[]): Data {
  const entries = Object.entries(value);
  if (entries.length === 0) return { x: chance.pick(junk) };
  const [name, old] = chance.pick(entries);
  if (isData(old) && chance.hits(0.7)) return { ...value, [name]: mutated(old, chance, junk) };
  if (chance.hits(0.2)) return Object.fromEntries(entries.filter(([other]) => other !== name));
  return { ...value, [name]: chance.pick(junk) };
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
