/**
 * The bot that is killed: a child process with the whole product over its real adapters. It loads, says
 * so, and lives when it gets its orders.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { flushCompileCache, getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { beginLife, type Life } from './life.ts';
import { isOrders, type Orders } from './orders.ts';
import { passPoints, type Points } from './points.ts';

let life: Life | null = null;
let points: Points | null = null;

function obey(orders: Orders): void {
  if (life !== null) {
    points?.dieAt(orders.dieAt);
    life.keepPace(orders);
    return;
  }
  if (orders.pointsFile !== null) points = passPoints(orders.pointsFile, orders.dieAt);
  life = beginLife(orders, points, () => {
    if (points !== null) process.send?.('beat');
  });
  void sayWhenListening(life);
}

async function sayWhenListening({ listens }: Life): Promise<void> {
  await listens;
  process.send?.('listening');
  keepCompiledOnce();
}

/** The first that has begun leaves its compiled code to all that follow; who is killed would keep none. */
function keepCompiledOnce(): void {
  const folder = getCompileCacheDir();
  const mark = join(folder ?? '', 'kept');
  if (folder === undefined || existsSync(mark)) return;
  writeFileSync(mark, '');
  flushCompileCache();
}

process.on('message', (message) => {
  if (isOrders(message)) obey(message);
});
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => void life?.end().then(() => process.exit(0)));
process.send?.('loaded');
