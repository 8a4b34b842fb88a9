/**
 * Every error that Slack documents, at every place where Slipway calls Slack. The tables are typed: an error
 * or a method that is added to the played Slack's pages is missing here until somebody decides about it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { afterAttempt, type Deed } from '../../src/jobs/outbox-rules.ts';
import { OUTBOX_DEFAULTS } from '../../src/jobs/outbox-settings.ts';
import {
  errorsOf,
  METHOD_NAMES,
  type ErrorOf,
  type MethodName,
} from '../../src/sandbox/slack/methods/errors.ts';
import type { ModalView } from '../../src/slack/blocks.ts';
import { createDesk } from '../../src/slack/desk.ts';
import { createPoster } from '../../src/slack/poster.ts';
import {
  SlackRefusal,
  type PostOutcome,
  type SlackDesk,
  type SlackPoster,
} from '../../src/slack/port.ts';
import { quickClient, webClient } from '../../src/slack/web-client.ts';
import { troubleWords } from '../../src/trouble.ts';
import { AFTER_OPEN, AFTER_POST, AFTER_UPDATE, THROTTLED, type Fate } from './fates.ts';
import { startSmallSlack, type SmallSlack } from './small-slack.ts';

const WALL = '2031-03-01T00:00:00.000Z';
const MODAL: ModalView = { type: 'modal', callbackId: 'x', title: 'X', blocks: [] };
const POSTING = {
  channelId: 'C1',
  threadTs: null,
  message: { text: 'hello', blocks: [] },
  key: 'k',
};

let slack: SmallSlack;
let poster: SlackPoster;
beforeAll(async () => {
  slack = await startSmallSlack();
  const { apiUrl } = slack;
  poster = createPoster(webClient('xoxb', { apiUrl, timeoutMs: 2_000, log: silentLog }));
});
afterAll(() => slack.stop());
beforeEach(() => {
  slack.calls.length = 0;
});

/** What the desk calls, by method. */
const AT_THE_DESK = {
  'views.open': (desk) => desk.openModal('t', MODAL),
  'views.push': (desk) => desk.pushModal('t', MODAL),
  'views.update': (desk) => desk.updateModal('V1', MODAL, 'h'),
  'views.publish': (desk) => desk.publishHome('U1', { type: 'home', blocks: [] }),
  'chat.postEphemeral': (desk) =>
    desk.reply({ channelId: 'C1', userId: 'U1' }, { text: 'x', blocks: [] }),
  'users.info': (desk) => desk.person('U1'),
  'conversations.info': (desk) => desk.channel('C1'),
  'conversations.members': (desk) => desk.channelMembers('C1', 10),
  'auth.test': (desk) => desk.identity(),
  'usergroups.list': (desk) => desk.userGroups(),
} satisfies Partial<Record<MethodName, (desk: SlackDesk) => Promise<unknown>>>;

/** What the sender calls, by method; what becomes of the message stands in the tables. */
const BY_THE_SENDER: readonly MethodName[] = [
  'chat.postMessage',
  'chat.update',
  'chat.delete',
  'conversations.open',
  'conversations.info',
  'conversations.join',
  'conversations.history',
  'conversations.replies',
];

/** In `test/slack/line-outage.test.ts`. */
const BY_THE_LINE: readonly MethodName[] = ['apps.connections.open'];

const NOT_CALLED: readonly MethodName[] = [
  'api.test',
  'bookmarks.add',
  'bookmarks.list',
  'chat.getPermalink',
  'conversations.list',
  'files.completeUploadExternal',
  'files.getUploadURLExternal',
  'reactions.add',
  'users.conversations',
  'users.list',
];

test('every method of the played Slack is in this matrix, or is not called at all', () => {
  const here = [...deskMethods(), ...BY_THE_SENDER, ...BY_THE_LINE, ...NOT_CALLED];
  expect([...new Set(here)].sort()).toEqual([...METHOD_NAMES].sort());
  const folder = join(import.meta.dirname, '../../src/slack');
  const source = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const called = NOT_CALLED.filter((method) => source.includes(`client.${method}(`));
  expect(called).toEqual([]);
});

function deskMethods(): readonly (keyof typeof AT_THE_DESK)[] {
  return METHOD_NAMES.filter((method): method is keyof typeof AT_THE_DESK =>
    Object.hasOwn(AT_THE_DESK, method),
  );
}

const aDesk = (): SlackDesk =>
  createDesk(quickClient('xoxb', { apiUrl: slack.apiUrl, timeoutMs: 2_000, log: silentLog }), {
    apiUrl: slack.apiUrl,
    wall: pushedClock(WALL),
  });

/** What callers of the desk see: Slack's word, or that nothing certain came back. */
function seenAs(code: string): string {
  if (MAYBE_DONE.has(code)) return 'no_answer';
  return THROTTLED.has(code) ? 'ratelimited' : code;
}
const MAYBE_DONE = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
]);

describe.each(deskMethods())('case 19: %s at the desk', (method) => {
  test.each([...new Set(errorsOf(method))])(
    '%s: one request, one refusal by its name, a sentence for the person',
    async (code) => {
      slack.answer(method, { ok: false, error: code });
      const error: unknown = await AT_THE_DESK[method](aDesk()).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(slack.calls.map((call) => call.method)).toEqual([method]);
      expect(error).toBeInstanceOf(SlackRefusal);
      expect(error).toMatchObject({ method, code: seenAs(code) });
      const words = troubleWords(error, 'abcd1234');
      expect(words).toMatch(/abcd1234|please press again/);
    },
  );
});

function fateOf(outcome: PostOutcome, part: { isDirect?: boolean; isEdit?: boolean } = {}): Fate {
  const attempt = { isEdit: false, isPlain: false, isDirect: false, setbacks: 0, ...part };
  return nameOf(afterAttempt(attempt, outcome, WALL, OUTBOX_DEFAULTS));
}

function nameOf(deed: Deed): Fate {
  if (deed.kind === 'sent') throw new Error('it was refused');
  return deed.kind === 'again' && deed.parks === true ? 'gate' : deed.kind;
}

/** All errors of a method; each refused call is one request. */
function refusedBy<M extends MethodName>(
  method: M,
  call: () => Promise<PostOutcome>,
): (code: ErrorOf<M>) => Promise<PostOutcome> {
  return async (code) => {
    slack.answer(method, { ok: false, error: code });
    const outcome = await call();
    expect(slack.calls.map((made) => made.method)).toEqual([method]);
    return outcome;
  };
}

describe('case 19, case 20, case 21: what becomes of a message', () => {
  test.each([...new Set(errorsOf('chat.postMessage'))])('%s after a post', async (code) => {
    const outcome = await refusedBy('chat.postMessage', () => poster.post(POSTING))(code);
    expect(fateOf(outcome)).toBe(AFTER_POST[code]);
    // A person has no channel that could be closed: only this message fails.
    const direct = AFTER_POST[code] === 'closed' ? DIRECT_FATES : [AFTER_POST[code]];
    expect(direct).toContain(fateOf(outcome, { isDirect: true }));
  });

  test.each([...new Set(errorsOf('chat.update'))])('%s after an edit', async (code) => {
    const edit = (): Promise<PostOutcome> => poster.update({ ...POSTING, ts: '1.1' });
    const outcome = await refusedBy('chat.update', edit)(code);
    expect(fateOf(outcome, { isEdit: true })).toBe(AFTER_UPDATE[code]);
  });

  test.each([...new Set(errorsOf('conversations.open'))])(
    'case 22: %s after opening a direct message',
    async (code) => {
      slack.answer('conversations.open', { ok: false, error: code });
      const outcome = await poster.directChannel('U1');
      if ('channelId' in outcome) throw new Error('it was refused');
      expect(fateOf(outcome, { isDirect: true })).toBe(AFTER_OPEN[code]);
    },
  );

  test.each([...new Set(errorsOf('chat.delete'))])('%s after removing a double', async (code) => {
    const outcome = await refusedBy('chat.delete', () => poster.remove('C1', '1.1'))(code);
    expect(outcome.kind === 'done').toBe(code === 'message_not_found');
  });

  test.each([...new Set(errorsOf('conversations.info'))])(
    'case 46: %s after asking who reads a channel: nothing is taken for known',
    async (code) => {
      slack.answer('conversations.info', { ok: false, error: code });
      expect(await poster.audience('C1')).not.toHaveProperty('outsiders');
    },
  );

  test.each([...new Set(errorsOf('conversations.join'))])('%s after entering', async (code) => {
    slack.answer('conversations.join', { ok: false, error: code });
    expect(await poster.join('C1')).toBe(false);
  });

  test.each([...new Set(errorsOf('conversations.history'))])(
    '%s after looking in a channel: it cannot say, and does not throw',
    async (code) => {
      slack.answer('conversations.history', { ok: false, error: code });
      const looked = await poster.find({ channelId: 'C1', threadTs: null }, 'k', WALL);
      expect(looked.kind).toBe('cannot');
    },
  );

  test.each([...new Set(errorsOf('conversations.replies'))])(
    '%s after looking in a thread: nothing is taken for missing but a thread that is gone',
    async (code) => {
      slack.answer('conversations.replies', { ok: false, error: code });
      const looked = await poster.find({ channelId: 'C1', threadTs: '1.1' }, 'k', WALL);
      expect(looked.kind).toBe('cannot');
    },
  );
});

// The two that say that the installation is not let in wait, as for the installation; all others fail.
const DIRECT_FATES: readonly Fate[] = ['again', 'failed'];
