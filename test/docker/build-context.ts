/** What a Docker build may see of the project: everything that `.dockerignore` does not leave out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tells whether a path, relative to the project and with slashes, reaches the build. */
export type IsSeen = (path: string) => boolean;

/** Reads `.dockerignore` as Docker does: the last line that matches decides; folders take all in them. */
export function buildContext(root: string): IsSeen {
  const rules = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keeps: line.startsWith('!'), pattern: line.replace(/^!/, '') }));
  for (const { pattern } of rules)
    if (/[*?[]/.test(pattern) && pattern !== '*')
      throw new Error(`the replay does not know the pattern ${pattern}`);
  return (path) => {
    const last = rules.findLast(
      ({ pattern }) => pattern === '*' || path === pattern || path.startsWith(`${pattern}/`),
    );
    return last === undefined || last.keeps;
  };
}
