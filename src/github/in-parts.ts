/** Questions about many ids: a hundred at once, and fewer when GitHub cannot bear that many. */
import { GitHubTrouble } from './port.ts';

/** GitHub takes no more node ids in one question. */
const MOST_IDS = 100;

/** So few that a GitHub which still fails is down, and not overburdened. */
const FEW_IDS = 12;

/** All answers in order. A part that GitHub does not get done is asked in halves, down to a dozen ids. */
export async function inParts<T>(
  ids: readonly string[],
  ask: (part: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const answers: T[] = [];
  for (let at = 0; at < ids.length; at += MOST_IDS)
    answers.push(...(await askOrHalve(ids.slice(at, at + MOST_IDS), ask)));
  return answers;
}

async function askOrHalve<T>(
  part: readonly string[],
  ask: (part: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  try {
    return await ask(part);
  } catch (error) {
    if (!(error instanceof GitHubTrouble) || error.kind !== 'down' || part.length <= FEW_IDS)
      throw error;
    const middle = Math.ceil(part.length / 2);
    const first = await askOrHalve(part.slice(0, middle), ask);
    return [...first, ...(await askOrHalve(part.slice(middle), ask))];
  }
}
