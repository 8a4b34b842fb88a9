/** What `--every-await` plays: the first start, each part of a week and of a hotfix, by both ways to die. */
import type { Chapter } from './await-run.ts';
import { HOTFIX, WEEK, type Stage } from './script.ts';
import { START } from './world.ts';

const NOTHING: Stage = { name: 'nothing', at: START, act: () => Promise.resolve() };

/** In the order in which they are played. */
export const CHAPTERS: readonly Chapter[] = [
  {
    name: 'a first start on an empty disk',
    isPlanned: false,
    stages: [NOTHING],
    part: 0,
    killer: 'bot',
  },
  ...WEEK.map(({ name }, part) => aWeek(name, part, 'bot')),
  ...WEEK.map(({ name }, part) => aWeek(`${name}, answers on their way`, part, 'road')),
  ...partsOfHotfix((name, part) => chapter(HOTFIX, name, part, 'bot')),
  ...partsOfHotfix((name, part) => chapter(HOTFIX, `${name}, answers on their way`, part, 'road')),
];

function aWeek(name: string, part: number, killer: Chapter['killer']): Chapter {
  return chapter(WEEK, name, part, killer);
}

/** It begins and ends in quiet, which the week has shown already. */
function partsOfHotfix(make: (name: string, part: number) => Chapter): readonly Chapter[] {
  return HOTFIX.map(({ name }, part) => make(name, part)).slice(1, -1);
}

function chapter(
  stages: readonly Stage[],
  name: string,
  part: number,
  killer: Chapter['killer'],
): Chapter {
  return { name, isPlanned: true, stages, part, killer };
}

/** Which run a worker is to play. */
export interface RunOrder {
  /** Index in `CHAPTERS`. */
  readonly chapter: number;
  /** At which of its points the bot dies, counted from one. */
  readonly point: number;
}

/** True for what a worker is told. */
export function isRunOrder(value: unknown): value is RunOrder {
  return typeof value === 'object' && value !== null && 'chapter' in value && 'point' in value;
}
