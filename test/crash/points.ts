/**
 * The points at which a life can end: wherever what is done reaches the disk, Slack or GitHub, or comes back
 * from there. Between two of them nothing changes outside the program's own memory, which dies with it. So
 * a death before a transaction begins, or before a single statement, is the death at the point before it.
 */
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { SlackPort } from '../../src/slack/port.ts';
import type { Prepared, Value } from '../../src/store/hot-path.ts';
import type { Store } from '../../src/store/store.ts';

/** What stands at the points of a life: wrappers that pass them. */
export interface Points {
  /** Life ends at the n-th point from now; null for at none. */
  dieAt(nth: number | null): void;
  store(store: Store): Store;
  slack(slack: SlackPort): SlackPort;
}

const READS = /^\s*(?:select|pragma)/i;

/**
 * From now on this process passes points, and is killed at the `first`-th, if that is not null. It leaves
 * the name of that one in `file`.
 */
export function passPoints(file: string, first: number | null): Points {
  let left = first;
  const pass = (name: string): void => {
    if (left === null) return;
    left -= 1;
    if (left > 0) return;
    writeFileSync(file, name);
    // The kernel ends us before the call returns: nothing after it runs.
    process.kill(process.pid, 'SIGKILL');
  };
  passTransactions(pass);
  passRequests(pass);
  return {
    dieAt: (nth) => void (left = nth),
    store: (store) => passWrites(store, pass),
    slack: (slack) => passDesk(passArrivals(slack, pass), pass),
  };
}

type Pass = (name: string) => void;

/** Of the program, of its hot path and of migrations alike: all begin and commit by these words. */
function passTransactions(pass: Pass): void {
  const { exec } = Database.prototype;
  Database.prototype.exec = function (this: Database.Database, sql: string) {
    const isCommit = sql === 'commit';
    if (isCommit) pass('before commit');
    const result = exec.call(this, sql);
    if (isCommit) pass('after commit');
    return result;
  };
}

/** What is posted, and GitHub, go this way. */
function passRequests(pass: Pass): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const path = new URL(url).pathname.replace(/^\/(?:api\/)?/, '');
    pass(`before ${path}`);
    const response = await fetch(input, init);
    pass(`after ${path}`);
    return response;
  };
}

/** Single statements that commit by themselves. */
function passWrites(store: Store, pass: Pass): Store {
  let isInside = false;
  const passing =
    <T>(work: (...values: readonly Value[]) => T) =>
    (...values: readonly Value[]): T => {
      if (isInside) return work(...values);
      const result = work(...values);
      pass('after write');
      return result;
    };
  const prepare = <Row>(sql: string): Prepared<Row> => {
    const prepared = store.prepare<Row>(sql);
    if (READS.test(sql)) return prepared;
    const { run, all, first } = prepared;
    return { run: passing(run), all: passing(all), first: passing(first) };
  };
  // The commit of a transaction is a point of its own; between its statements nothing reaches the disk.
  const whole =
    (run: Store['atomically']): Store['atomically'] =>
    (work) =>
      run(() => {
        isInside = true;
        try {
          return work();
        } finally {
          isInside = false;
        }
      });
  return {
    ...store,
    prepare,
    atomically: whole(store.atomically),
    atomicallySoon: whole(store.atomicallySoon),
    atomicallyNext: whole(store.atomicallyNext),
  };
}

function passArrivals(slack: SlackPort, pass: Pass): SlackPort {
  const start: SlackPort['line']['start'] = (receive) =>
    slack.line.start((arrival, acknowledge) => {
      pass(`${arrival.kind} arrived`);
      return receive(arrival, async (answer) => {
        pass(`before acknowledging ${arrival.kind}`);
        await acknowledge(answer);
        pass(`after acknowledging ${arrival.kind}`);
      });
    });
  return { ...slack, line: { ...slack.line, start } };
}

/** Calls that a person waits for have a way of their own. A look at people or at ourselves may come from memory. */
function passDesk(slack: SlackPort, pass: Pass): SlackPort {
  const passing =
    <Args extends readonly unknown[], T>(name: string, call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      pass(`before ${name}`);
      const result = await call(...args);
      pass(`after ${name}`);
      return result;
    };
  const { desk } = slack;
  return {
    ...slack,
    desk: {
      ...desk,
      openModal: passing('openModal', desk.openModal),
      pushModal: passing('pushModal', desk.pushModal),
      updateModal: passing('updateModal', desk.updateModal),
      publishHome: passing('publishHome', desk.publishHome),
      reply: passing('reply', desk.reply),
      channel: passing('channel', desk.channel),
      channelMembers: passing('channelMembers', desk.channelMembers),
    },
  };
}
