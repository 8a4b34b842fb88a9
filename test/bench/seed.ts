/** A database in use: Atlas with a release on its way and check-ins, and what people sent to make it so. */
import { join } from 'node:path';
import { machineClock, pushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { dateIn, instantAt, plusDays, weekOf } from '../../src/base/time.ts';
import { startBot } from '../../src/sandbox/bot.ts';
import type { Store } from '../../src/store/store.ts';
import { startOutsideWorld } from '../../src/sandbox/outside-world.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { pushableTime } from '../../src/sandbox/time.ts';
import { personOf } from '../support/town-person.ts';
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
  const delivered = await keepDelivered(bot.store);
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
  const sent = await delivered();
  await bot.stop();
  await world.stop();
  const last = (kind: string, part: string): Deed['payload'] =>
    payloadIn(sent.findLast((row) => row.kind === kind && row.body.includes(part)));
  return {
    databaseFile,
    status: { kind: 'command', payload: last('command', '"status"') },
    checkIn: { kind: 'interaction', payload: last('submission', 'checkin.details') },
    share: { kind: 'interaction', payload: last('action', 'report.share') },
    form: { kind: 'command', payload: last('command', '"/checkin"') },
  };
}

/** An arrival as it was recorded. */
interface Delivered {
  readonly kind: string;
  readonly body: string;
}

/** Keeps what is delivered from now on: the program forgets the body of what it has worked off. */
async function keepDelivered(store: Store): Promise<() => Promise<readonly Delivered[]>> {
  const run = (sql: string): Promise<number> => store.alone(() => store.prepare(sql).run());
  await run('create temp table delivered (kind text, body text)');
  await run(`create temp trigger keep_delivered after insert on main.arrival
    begin insert into delivered values (new.kind, new.body); end`);
  const all = store.prepare<Delivered>('select kind, body from delivered order by rowid');
  return () => store.alone(() => all.all());
}

function payloadIn(row: Delivered | undefined): Deed['payload'] {
  if (row === undefined) throw new Error('the seed has lost a deed');
  return JSON.parse(row.body) as Deed['payload'];
}
