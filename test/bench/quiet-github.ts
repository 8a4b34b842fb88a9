/** A GitHub that must not be asked. */
import type { GitHubPort } from '../../src/github/port.ts';

const never = async (): Promise<never> => {
  throw new Error('GitHub was not to be asked');
};

export const quietGitHub: GitHubPort = {
  identity: never,
  repository: never,
  repositoryById: never,
  look: never,
  gone: never,
  fix: never,
  milestones: never,
  search: never,
  labels: never,
  assignableLogins: never,
  issues: never,
  pullRequests: never,
  fieldPoints: never,
  lacks: () => [],
};
