/** A poster with a small Slack behind it, whose answers are told in advance. */
import type { Instant } from '../../src/base/time.ts';
import type { Message } from '../../src/slack/blocks.ts';
import type { Posting, PostOutcome, SlackPoster } from '../../src/slack/port.ts';

/** A message as it stands in the small Slack. */
export interface Standing {
  readonly channelId: string;
  readonly threadTs: string | null;
  readonly key: string;
  readonly ts: string;
  message: Message;
}

/**
 * How a call goes. `lost`: done, but the answer is lost. `vanished`: not done, and no answer. `late`: no
 * answer, and done only when `land` is called. `hang`: done, and never answered. `stuck`: neither.
 */
export type Fate =
  | 'ok'
  | 'lost'
  | 'vanished'
  | 'late'
  | 'hang'
  | 'stuck'
  | Exclude<PostOutcome, { kind: 'done' | 'unknown' }>;

/** What `find` answers instead of looking. */
export type Blindness = { readonly cause: string; readonly permanent: boolean };

/** The poster and its small Slack. */
export interface ScriptedPoster extends SlackPoster {
  // As values, so that a test can put another in their place.
  post: (...args: Parameters<SlackPoster['post']>) => Promise<PostOutcome>;
  find: (...args: Parameters<SlackPoster['find']>) => ReturnType<SlackPoster['find']>;
  readonly standing: Standing[];
  /** Every call, in order: `post C1 hello`, `update C1 hello`, `open U1`, `find C1`, `remove C1`. */
  readonly calls: string[];
  /** From when on each look searched. */
  readonly sinces: Instant[];
  /** Fates of the next calls of posting, editing, opening and removing; `ok` when there is none. */
  readonly fates: Fate[];
  /** Answers of the next looks; a real look when there is none. */
  readonly blind: Blindness[];
  /** Channels that people of another organisation may read. */
  readonly shared: Set<string>;
  /** What asking for a channel's readers ends with instead, once each. */
  readonly askFates: Exclude<PostOutcome, { kind: 'done' }>[];
  /** Public channels that may be entered. */
  readonly enterable: Set<string>;
  /** Does what late calls asked for. */
  land(): void;
  texts(channelId: string): readonly string[];
}

const UNKNOWN: PostOutcome = { kind: 'unknown', cause: 'no answer' };

/** An empty small Slack. People's direct channels are `D` and the rest of their id. */
export function createScriptedPoster(): ScriptedPoster {
  const standing: Standing[] = [];
  const calls: string[] = [];
  const fates: Fate[] = [];
  const blind: Blindness[] = [];
  const sinces: Instant[] = [];
  const late: (() => void)[] = [];
  const shared = new Set<string>();
  const enterable = new Set<string>();
  const askFates: Exclude<PostOutcome, { kind: 'done' }>[] = [];
  let last = 0;

  async function call(apply: () => PostOutcome): Promise<PostOutcome> {
    const fate = fates.shift() ?? 'ok';
    if (typeof fate === 'object') return fate;
    if (fate === 'late') late.push(apply);
    if (fate === 'stuck') return await new Promise(() => undefined);
    if (fate === 'vanished' || fate === 'late') return UNKNOWN;
    const outcome = apply();
    if (fate === 'hang') return await new Promise(() => undefined);
    return fate === 'lost' ? UNKNOWN : outcome;
  }

  function post({ channelId, threadTs, key, message }: Posting): PostOutcome {
    last += 1;
    const ts = `1700000000.${String(last).padStart(6, '0')}`;
    standing.push({ channelId, threadTs, key, ts, message });
    return { kind: 'done', channelId, ts };
  }

  function edit({ channelId, message }: Posting, ts: string): PostOutcome {
    const found = standing.find((other) => other.channelId === channelId && other.ts === ts);
    if (found === undefined) return { kind: 'refused', code: 'message_not_found' };
    found.message = message;
    return { kind: 'done', channelId, ts };
  }

  function remove(channelId: string, ts: string): PostOutcome {
    const index = standing.findIndex((other) => other.channelId === channelId && other.ts === ts);
    if (index < 0) return { kind: 'refused', code: 'message_not_found' };
    standing.splice(index, 1);
    return { kind: 'done', channelId, ts };
  }

  return {
    standing,
    calls,
    fates,
    blind,
    sinces,
    shared,
    askFates,
    enterable,
    async audience(channelId) {
      calls.push(`audience ${channelId}`);
      return askFates.shift() ?? { outsiders: shared.has(channelId) };
    },
    async join(channelId) {
      calls.push(`join ${channelId}`);
      return enterable.has(channelId);
    },
    land() {
      for (const apply of late.splice(0)) apply();
    },
    texts: (channelId) =>
      standing.filter((one) => one.channelId === channelId).map(({ message }) => message.text),
    async post(posting) {
      calls.push(`post ${posting.channelId} ${posting.message.text}`);
      return await call(() => post(posting));
    },
    async update(posting) {
      calls.push(`update ${posting.channelId} ${posting.message.text}`);
      return await call(() => edit(posting, posting.ts));
    },
    async directChannel(userId) {
      calls.push(`open ${userId}`);
      const channelId = `D${userId.slice(1)}`;
      const outcome = await call(() => ({ kind: 'done', channelId, ts: '' }));
      return outcome.kind === 'done' ? { channelId } : outcome;
    },
    async find({ channelId, threadTs }, key, since) {
      sinces.push(since);
      calls.push(`find ${channelId}`);
      const answer = blind.shift();
      if (answer !== undefined) return { kind: 'cannot', ...answer };
      const found = standing.filter(
        (one) => one.channelId === channelId && one.key === key && one.threadTs === threadTs,
      );
      return { kind: 'looked', timestamps: found.map(({ ts }) => ts) };
    },
    async remove(channelId, ts) {
      calls.push(`remove ${channelId}`);
      return await call(() => remove(channelId, ts));
    },
  };
}
