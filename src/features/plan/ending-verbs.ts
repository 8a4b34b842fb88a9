/** The verbs that end a release: who may, for which releases, and the modal that asks. */
import { typed } from '../../base/command-names.ts';
import { scopeOf } from '../../release/items.ts';
import { stageRefusal, type Stage } from '../../release/stages.ts';
import { isUnderWay } from './card.ts';
import {
  CANCEL_TITLE,
  cancelModal,
  CLOSE_TITLE,
  closeModal,
  SHIP_TITLE,
  shipModal,
} from './ending-modals.ts';
import { itemStyle } from './facts.ts';
import { nameIn, type Found, type Verb } from './verb.ts';

const refusesStage =
  (to: Stage) =>
  ({ release }: Found): string | null =>
    stageRefusal(release.stage, to);

/** `/release ship`. */
export const shipVerb: Verb = {
  name: 'ship',
  title: SHIP_TITLE,
  action: 'plan.ship',
  fits: (release) => isUnderWay(release.stage),
  get none() {
    return `No release is under way here. Plan one with ${typed('/release')} plan.`;
  },
  refuses: refusesStage('released'),
  waits: true,
  async show(ctx, found) {
    const hidePrivate = await ctx.hidesPrivate(found.project);
    const style = await itemStyle(ctx.db, found.project, hidePrivate);
    return shipModal(nameIn(found), found.release, await scopeOf(ctx.db, found.release.id), style);
  },
};

/** `/release cancel`. */
export const cancelVerb: Verb = {
  name: 'cancel',
  title: CANCEL_TITLE,
  action: 'plan.cancel',
  fits: (release) => isUnderWay(release.stage),
  none: 'No release is under way here.',
  refuses: refusesStage('cancelled'),
  show: (_ctx, found) => Promise.resolve(cancelModal(nameIn(found), found.release)),
};

/** `/release close`. */
export const closeVerb: Verb = {
  name: 'close',
  title: CLOSE_TITLE,
  action: 'plan.close',
  fits: (release) => release.stage === 'released',
  get none() {
    return `No release here is released and still open. Ship one with ${typed('/release')} ship.`;
  },
  refuses: refusesStage('closed'),
  show: (_ctx, found) => Promise.resolve(closeModal(nameIn(found), found.release)),
};
