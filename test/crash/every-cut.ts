/** Cuts the log at every frame, in the middle of every frame, and with every frame torn. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterCut, cutsOf, playLife } from './power-cut.ts';

const MOST_SHOWN = 50;

/** Makes every cut and prints what came of it; true when nothing was wrong. */
export async function everyCut(print: (line: string) => void): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-cut-'));
  const life = await playLife(folder);
  const cuts = cutsOf(life);
  const wrong: string[] = [];
  for (const cut of cuts) {
    const left = join(folder, 'cut');
    wrong.push(...(await afterCut(life, cut, left)));
    rmSync(left, { recursive: true });
  }
  const torn = cuts.filter(({ isTorn }) => isTorn).length;
  print(
    `${cuts.length} power cuts over a log of ${life.log.length} bytes (${torn} with a torn frame), ${life.marks.length} effects seen from outside; ${wrong.length} faults`,
  );
  for (const words of wrong.slice(0, MOST_SHOWN)) print(words);
  rmSync(folder, { recursive: true });
  return wrong.length === 0;
}
