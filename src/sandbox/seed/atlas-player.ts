import type { Instant } from '../../base/time.ts';
import { plusMinutes } from '../../base/time.ts';
import type { GitHubWorld } from '../github/world.ts';
import { atlasScript } from './atlas-script.ts';

/** Plays the script in a world as time goes by. */
export interface ScriptPlayer {
  /** Does what is due at `now` and was not done yet, each step at its own instant; tells what it did. */
  playUntil(now: Instant): readonly string[];
}

/** A player that counts from `start` and has played nothing. */
export function createAtlasPlayer(world: GitHubWorld, start: Instant): ScriptPlayer {
  let played = 0;
  return {
    playUntil(now) {
      const from = played;
      for (const next of atlasScript.slice(from)) {
        const at = plusMinutes(start, next.afterMinutes);
        if (at > now) break;
        next.apply(world, at);
        played += 1;
      }
      return atlasScript.slice(from, played).map(({ words }) => words);
    },
  };
}
