/** A town in which GitHub is read again and again. */
import { onTestFinished } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import { aTown, type Town } from '../../support/town.ts';

/** The repository of the project. */
export const ATLAS = 'oci-labs/atlas';

/**
 * A town until the test is over. Asked for by the test and not in a hook: on a busy machine a town takes longer to
 * open than a hook may.
 */
export async function townOfTest(): Promise<Town> {
  const town = await aTown();
  onTestFinished(() => town.leave());
  return town;
}

/** So many minutes pass, more than lie between two looks where it is not said, and GitHub is read where it is due. */
export async function beatAfter(town: Town, minutes = 11): Promise<void> {
  town.clock.push(plusMinutes(town.clock.now(), minutes));
  await town.bot().app.beat();
  await town.quiet();
}
