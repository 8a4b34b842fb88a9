/** A database in use: Atlas with a release on its way and check-ins, and what people sent to make it so. */
import { join } from 'node:path';
import { machineClock, pushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { dateIn, instantAt, plusDays, weekOf } from '../../src/base/time.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import { startOutsideWorld } from '../../src/sandbox/outside-world.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { pushableTime } from '../../src/sandbox/time.ts';
import { personOf } from '../support/town-person.ts';
import { readRows } from '../support/town-rows.ts';
import type { Deed } from './side-orders.ts';

/** The database as it stands now, closed, and what Slack delivered for three deeds of a person. */
export interface Seeded {
  readonly databaseFile: string;
  readonly status: Deed;
  readonly checkIn: Deed;
  /** Posts the status into the channel. */
  readonly share: Deed;
  /** `/checkin`, which opens the form. */
  readonly form: Deed;
}

/** Plays from last week's Monday until now: a release is planned, people are asked, and one answers by form. */
export async function seedDatabase(folder: string): Promise<Seeded> {
  const databaseFile = join(folder, 'seeded.db');
  const lastMonday = plusDays(weekOf(dateIn('UTC', machineClock.now())), -7);
  const start = instantAt('UTC', lastMonday, '08:00');
  const clock = pushedClock(start);
  const wall = machineClock;
  const world = await startOutsideWorld({ clock, wall, start });
  const bot = await startBot({ world, databaseFile, clock, wall, log: silentLog });
  const quiet = () => bot.app.idle();
  const mara = personOf(world.slack, PEOPLE.mara, quiet);
  const ivo = personOf(world.slack, PEOPLE.ivo, quiet);
  await mara.types('#atlas', '/release plan');
  await mara.submits();
  await mara.submits();
  await pushableTime(clock, world, () => bot.app).pushTo(machineClock.now());
  await ivo.types('#atlas', '/release status');
  await ivo.presses('#atlas', 'Share in the thread');
  await ivo.types('#atlas', '/checkin');
  const [question = ''] = /^Will .* ship by .*\?/m.exec(ivo.modalText()) ?? [];
  await ivo.submits({ [question]: 'Likely', 'What got done': 'Read the benchmark' });
  await bot.stop();
  await world.stop();
  const sent = readRows(databaseFile, 'select kind, body from arrival order by received_at');
  const last = (kind: string, part: string): Deed['payload'] =>
    payloadIn(sent.findLast((row) => row['kind'] === kind && String(row['body']).includes(part)));
  return {
    databaseFile,
    status: { kind: 'command', payload: last('command', '"status"') },
    checkIn: { kind: 'interaction', payload: last('submission', 'checkin.details') },
    share: { kind: 'interaction', payload: last('action', 'report.share') },
    form: { kind: 'command', payload: last('command', '"/checkin"') },
  };
}

function payloadIn(row: Readonly<Record<string, unknown>> | undefined): Deed['payload'] {
  if (row === undefined) throw new Error('the seed has lost a deed');
  return JSON.parse(String(row['body'])) as Deed['payload'];
}
