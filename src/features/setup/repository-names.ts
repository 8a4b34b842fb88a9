/** Repository names as people type them. Pure. */
import { clip } from '../../base/text.ts';
import type { RepositoryName } from '../../github/port.ts';

/** More than this and every look at GitHub takes minutes. */
export const MOST_REPOSITORIES = 10;

const NAME = /^[A-Za-z\d](?:[A-Za-z\d]|-(?=[A-Za-z\d])){0,38}\/[\w.-]{1,100}$/;

/**
 * Reads `owner/name`, several with commas, spaces or line breaks between; an address of GitHub's site
 * counts as the name in it. Each is kept once. A string is what is wrong, for the person.
 */
export function parseRepositories(text: string): readonly RepositoryName[] | string {
  const typed = text.split(/[\s,;]+/u).filter((word) => word !== '');
  const names = typed.map(withoutAddress);
  const bad = names.find((name) => !NAME.test(name) || /\/\.{1,2}$/.test(name));
  if (bad !== undefined)
    return `“${clip(bad, 60)}” is not a repository. Write owner/name, such as oci-labs/atlas.`;
  const each = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  if (each.length === 0) return 'Type at least one repository as owner/name.';
  if (each.length > MOST_REPOSITORIES)
    return `These are ${each.length} repositories; ${MOST_REPOSITORIES} is the most for one project.`;
  return each.map((name) => {
    const [owner = '', repository = ''] = name.split('/');
    return { owner, name: repository };
  });
}

/** True when both name the same repository: GitHub ignores the case of letters. */
export function sameRepository(a: RepositoryName, b: RepositoryName): boolean {
  return `${a.owner}/${a.name}`.toLowerCase() === `${b.owner}/${b.name}`.toLowerCase();
}

/** `https://github.com/oci-labs/atlas.git` and `git@github.com:oci-labs/atlas` are `oci-labs/atlas`. */
function withoutAddress(word: string): string {
  const path = word
    .replace(/^(?:https?:\/\/)?(?:www\.)?github\.com\//i, '')
    .replace(/^(?:ssh:\/\/)?git@[^:/]+[:/]/i, '');
  if (path === word) return word;
  return path
    .replace(/[?#].*$/, '')
    .split('/')
    .slice(0, 2)
    .join('/')
    .replace(/\.git$/, '');
}
