/** What `/metrics` answers: all that is counted and measured, a few seconds old at most. */
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { millisecondsBetween, type Instant } from '../base/time.ts';
import type { Db } from '../store/db.ts';
import { databaseGauges } from './database-gauges.ts';
import type { ProcessGauges } from './process-gauges.ts';
import type { ProgramMeter } from './program-meter.ts';
import { inText, type Metric } from './text-format.ts';

/** What a scrape reads. `clock` is the product's, `wall` the machine's. */
export interface ScrapeParts {
  readonly db: Db;
  readonly meter: ProgramMeter;
  readonly process: ProcessGauges;
  /** Why nothing comes in from Slack; null when all is well. */
  readonly line: () => string | null;
  readonly clock: Clock;
  readonly wall: Clock;
  readonly log: Log;
}

/** Scrapes that come sooner read the last answer: they must not keep the database busy. */
const LASTS_MS = 5000;

/** Makes the function that answers a scrape. It never throws: without the database the rest is still told. */
export function createScrape(parts: ScrapeParts): () => Promise<string> {
  let last: { readonly at: Instant; readonly text: Promise<string> } | null = null;
  return () => {
    const at = parts.wall.now();
    if (last === null || Math.abs(millisecondsBetween(last.at, at)) >= LASTS_MS)
      last = { at, text: scrape(parts) };
    return last.text;
  };
}

async function scrape(parts: ScrapeParts): Promise<string> {
  const gauges = await readDatabase(parts);
  return inText([
    state(
      'slipway_line_up',
      'Whether something can come in from Slack: 1 or 0.',
      parts.line() === null,
    ),
    state(
      'slipway_database_readable',
      'Whether the database could be read for this answer: 1 or 0.',
      gauges !== null,
    ),
    ...(gauges ?? []),
    ...parts.meter.metrics(),
    ...parts.process.metrics(),
  ]);
}

async function readDatabase(parts: ScrapeParts): Promise<readonly Metric[] | null> {
  try {
    return await databaseGauges(parts.db, parts.clock.now(), parts.wall.now());
  } catch (error) {
    parts.log.trouble('metrics.database_unread', error);
    return null;
  }
}

function state(name: string, help: string, isSo: boolean): Metric {
  return { name, type: 'gauge', help, samples: [{ value: isSo ? 1 : 0 }] };
}
