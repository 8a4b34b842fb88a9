/** Plays runs of `--every-await`, one after the other, in a process of its own: one for each that play at once. */
import { CHAPTERS, isRunOrder } from './await-chapters.ts';
import { playRun } from './await-run.ts';
import { openNursery } from './nursery.ts';

const [folder = '', code = '', bundle = ''] = process.argv.slice(2);
const nursery = await openNursery(1, code, bundle);

process.on('message', (order) => {
  const chapter = isRunOrder(order) ? CHAPTERS[order.chapter] : undefined;
  if (!isRunOrder(order) || chapter === undefined) throw new Error('no such chapter');
  void playRun(chapter, { folder, nursery }, order.point).then((run) => process.send?.(run));
});
// Its bots end with it: they see that it is gone.
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
