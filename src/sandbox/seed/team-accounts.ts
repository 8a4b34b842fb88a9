import type { GitHubWorld } from '../github/world.ts';
import { PEOPLE } from './people.ts';

/** A login of the team on GitHub; `kestrel-ci` is a build machine and belongs to no person. */
export type TeamLogin =
  'mara-k' | 'ines-b' | 'paul-o' | 'dana-r' | 'ivo-t' | 'noor-h' | 'sam-w' | 'kestrel-ci';

const MACHINE: TeamLogin = 'kestrel-ci';

/** The logins that may be given issues. */
export const teamLogins: readonly string[] = [
  ...Object.values(PEOPLE).map(({ login }) => login),
  MACHINE,
];

/** Makes the accounts of the invented people and of the build machine. Once for each world. */
export function addTeam(world: GitHubWorld): void {
  for (const { login, realName } of Object.values(PEOPLE)) world.addUser({ login, name: realName });
  world.addUser({ login: MACHINE, name: 'Kestrel builds' });
}
