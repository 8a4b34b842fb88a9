/**
 * The points at which a life can end: wherever what is done reaches the disk, Slack or GitHub, or comes back
 * from there. Between two of them nothing changes outside the program's own memory, which dies with it.
 */
import { appendFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { SlackPort } from '../../src/slack/port.ts';
import type { Prepared, Value } from '../../src/store/hot-path.ts';
import type { Store } from '../../src/store/store.ts';
import type { Orders } from './orders.ts';

/** What stands at the points of a life: wrappers that pass them. */
export interface Points {
  store(store: Store): Store;
  slack(slack: SlackPort): SlackPort;
}

const READS = /^\s*(?:select|pragma)/i;

/** From now on this process passes points, and is killed at the one that its orders name. */
export function passPoints({ dieAt, pointsFile }: Pick<Orders, 'dieAt' | 'pointsFile'>): Points {
  let passed = 0;
  const pass = (name: string): void => {
    passed += 1;
    if (pointsFile !== null) appendFileSync(pointsFile, `${name}\n`);
    // The kernel ends us before the call returns: nothing after it runs.
    if (passed === dieAt) process.kill(process.pid, 'SIGKILL');
  };
  passTransactions(pass);
  passRequests(pass);
  return { store: (store) => passWrites(store, pass), slack: (slack) => passArrivals(slack, pass) };
}

type Pass = (name: string) => void;

/** Of the program, of its hot path and of migrations alike: all begin and commit by these words. */
function passTransactions(pass: Pass): void {
  const { exec } = Database.prototype;
  Database.prototype.exec = function (this: Database.Database, sql: string) {
    const isCommit = sql === 'commit';
    if (sql === 'begin immediate') pass('before begin');
    if (isCommit) pass('before commit');
    const result = exec.call(this, sql);
    if (isCommit) pass('after commit');
    return result;
  };
}

/** Slack, replies to one person, and GitHub all go this way. */
function passRequests(pass: Pass): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const path = new URL(url).pathname.replace(/^\/(?:api\/)?/, '').replace(/^commands.*/, 'reply');
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
      pass('before write');
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
  const atomically: Store['atomically'] = (work) =>
    store.atomically(() => {
      isInside = true;
      try {
        return work();
      } finally {
        isInside = false;
      }
    });
  return { ...store, prepare, atomically };
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
