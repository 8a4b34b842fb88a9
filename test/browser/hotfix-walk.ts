/** The hotfix lane from a message in a channel to the report, as the page shows it. */
import type { Page } from 'playwright-core';
import type { Camera } from './camera.ts';
import { declareHotfix, type DeclareSeen } from './hotfix-declare-chapter.ts';
import { learnFromIt, type AfterSeen } from './hotfix-after-chapter.ts';
import { cancelAnother, type CancelSeen } from './hotfix-end-chapter.ts';
import { decideHotfix, type DecideSeen } from './hotfix-decide-chapter.ts';
import { mendIt, type FixSeen } from './hotfix-fix-chapter.ts';
import { runInto, type WeekSeen } from './hotfix-week-chapter.ts';
import { visit } from './visitor.ts';
import { inBrowser, type Ended } from './walk.ts';

/** Everything that was read on the way, chapter by chapter. */
export interface HotfixSeen extends Ended {
  readonly declare: DeclareSeen;
  readonly decide: DecideSeen;
  readonly fix: FixSeen;
  readonly after: AfterSeen;
  readonly cancel: CancelSeen;
  readonly week: WeekSeen;
}

/** Tuesday, 14:00 in Berlin. */
const START = '2026-11-17T13:00:00.000Z';

/** Walks the lane; where it gets stuck, the error names a picture of the page at that moment. */
export async function walkHotfix(take: Camera): Promise<HotfixSeen> {
  return inBrowser(START, (page, url) => chapters(page, url, take));
}

async function chapters(page: Page, url: string, take: Camera) {
  const visitor = await visit(page, url);
  await planNext(visitor);
  return {
    declare: await declareHotfix(visitor, take),
    decide: await decideHotfix(visitor, take),
    fix: await mendIt(visitor, take),
    after: await learnFromIt(visitor, take),
    cancel: await cancelAnother(visitor, take),
    week: await runInto(visitor, take),
  };
}

/** The release that will wait. */
async function planNext(visitor: Awaited<ReturnType<typeof visit>>): Promise<void> {
  await visitor.types('/release plan');
  await visitor.modal('Target date');
  await visitor.fills('Theme', 'Container stability');
  await visitor.presses('Preview');
  await visitor.presses('Post the plan', await visitor.modal('Post the plan'));
  await visitor.modal('is planned');
  await visitor.closes();
}
