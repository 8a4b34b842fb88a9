/** A small file beside the database that says when the program was last seen at work, and who reads it. */
import { closeSync, existsSync, futimesSync, openSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { millisecondsBetween, type Instant } from '../base/time.ts';
import { BUSY_STALL_MS } from './busy.ts';
import { APPLICATION_ID } from './known-file.ts';

/** How long after its last sign of life a program counts as well: three beats of the minute. */
const FRESH_MS = 180_000;
/** Between two signs, however busy the program is. */
const REST_MS = 20_000;

/** The giver of signs. Neither call ever throws: a full disk shows as a sign that does not come. */
export interface SignOfLife {
  give(): void;
  /** Takes the sign away: the program stopped because it was told to. */
  end(): void;
}

/** Whether the program is at work, in one line for an operator. */
export interface Health {
  readonly isWell: boolean;
  readonly sentence: string;
}

/**
 * Signs for the program that works on this database. A file and not a row, so that a database in which
 * nothing happens is not written to for ever. Its time of change is the sign, on the machine's `wall`.
 */
export function signOfLife(databaseFile: string, wall: Clock, log: Log): SignOfLife {
  const path = pathOf(databaseFile);
  let last: Instant | null = null;
  const safely = (deed: () => void): void => {
    try {
      deed();
    } catch (error) {
      log.trouble('sign_of_life.not_written', error);
    }
  };
  return {
    give() {
      const now = wall.now();
      if (last !== null && Math.abs(millisecondsBetween(last, now)) < REST_MS) return;
      last = now;
      safely(() => touch(path, now));
    },
    end: () => safely(() => rmSync(path, { force: true })),
  };
}

/** Looks, read-only, whether this database is ours and whether its program gave a sign lately. */
export function healthOf(databaseFile: string, now: Instant): Health {
  const trouble = troubleWith(databaseFile);
  if (trouble !== null) return { isWell: false, sentence: trouble };
  const seen = seenAt(databaseFile);
  if (seen === null) return { isWell: false, sentence: 'Slipway is not running.' };
  const seconds = Math.round(millisecondsBetween(seen, now) / 1000);
  const sentence = `Slipway gave its last sign of life ${seconds} seconds ago.`;
  return { isWell: Math.abs(seconds) * 1000 <= FRESH_MS, sentence };
}

/** When the program of this database gave its last sign; null when there is none, or it was stopped. */
export function seenAt(databaseFile: string): Instant | null {
  const path = pathOf(databaseFile);
  return existsSync(path) ? statSync(path).mtime.toISOString() : null;
}

function pathOf(databaseFile: string): string {
  return `${databaseFile}.alive`;
}

function touch(path: string, now: Instant): void {
  const file = openSync(path, 'a');
  try {
    const seconds = Date.parse(now) / 1000;
    futimesSync(file, seconds, seconds);
  } finally {
    closeSync(file);
  }
}

function troubleWith(file: string): string | null {
  if (!existsSync(file)) return `There is no database ${file}.`;
  try {
    const sqlite = new Database(file, { readonly: true, timeout: BUSY_STALL_MS });
    try {
      const isOurs = sqlite.pragma('application_id', { simple: true }) === APPLICATION_ID;
      return isOurs ? null : `The file ${file} is not a database of Slipway.`;
    } finally {
      sqlite.close();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `The database ${file} cannot be read: ${why}.`;
  }
}
