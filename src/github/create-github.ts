/** The real GitHub: questions out, our words back. */
import type { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { type Meter, noMeter } from '../base/meter.ts';
import {
  assignableAnswer,
  identityAnswer,
  itemsAnswer,
  labelsAnswer,
  lookAnswer,
  milestonesAnswer,
  repositoryAnswer,
} from './answers.ts';
import { type Answered, createCaller } from './caller.ts';
import { createAppPassport } from './app-passport.ts';
import { tokenPassport, type GitHubAccess } from './passport.ts';
import { createVariants } from './older-server.ts';
import type { GitHubItem, GitHubPort, Page, RepositoryName } from './port.ts';
import {
  ASSIGNABLE,
  FIELD_POINTS,
  IDENTITY,
  ISSUES,
  ISSUES_WITHOUT_DUPLICATES,
  ISSUES_WITHOUT_REASONS,
  LABELS,
  LOOK,
  MILESTONES,
  PULL_REQUESTS,
  REPOSITORY,
  REPOSITORY_BY_ID,
  STILL_THERE,
} from './queries.ts';
import { createFix } from './fix.ts';
import { fieldPointsIn } from './field-points.ts';
import { goneIn } from './gone.ts';
import { inParts } from './in-parts.ts';
import { createSearch } from './search.ts';
import { shaped } from './shaped.ts';
import { createTransport } from './transport.ts';

/** What the real GitHub needs. `wall` rules pauses and limits. */
export type GitHubOptions = GitHubAccess & {
  /** `https://api.github.com`, or `https://<host>/api` for an Enterprise Server. */
  readonly apiUrl: string;
  readonly wall: Clock;
  readonly log: Log;
  readonly meter?: Meter;
  /** For one try, 15,000 when left out. */
  readonly timeoutMs?: number;
  /** Before a second try, 1,000 when left out; doubles for each further one. */
  readonly firstPauseMs?: number;
};

const MOST_MILESTONES = 100;

const NO_DUPLICATES =
  'This GitHub does not tell duplicates apart: an issue closed as a duplicate counts as closed as not planned.';
const NO_REASONS =
  'This GitHub does not say why an issue was closed: every closed issue counts as done.';

/** Makes the port; nothing is called before its first use. */
export function createGitHub(options: GitHubOptions): GitHubPort {
  const log = options.log.with({ room: 'github' });
  const passport =
    'app' in options
      ? createAppPassport(options.app, options.apiUrl, options.wall)
      : tokenPassport(options.token);
  const ask = createCaller({
    send: createTransport(passport, options.apiUrl, options.timeoutMs),
    who: passport.kind,
    wall: options.wall,
    log,
    meter: options.meter ?? noMeter,
    firstPauseMs: options.firstPauseMs ?? 1000,
  });
  const read = async <T>(
    shape: z.ZodType<T>,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<T> => shaped(shape, await ask(query, variables), options.wall);
  const page = async (
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<Page<GitHubItem>> => {
    const answer = await ask(query, variables);
    return { ...shaped(itemsAnswer, answer, options.wall), isWhole: answer.isWhole };
  };
  const issues = createVariants(
    [
      { query: ISSUES, lack: null },
      { query: ISSUES_WITHOUT_DUPLICATES, lack: NO_DUPLICATES },
      { query: ISSUES_WITHOUT_REASONS, lack: NO_REASONS },
    ],
    log,
  );
  const fix = createFix(ask, options.wall, log);
  const of = ({ owner, name }: RepositoryName) => ({ owner, name });
  return {
    identity: async () => {
      const answer = await ask(IDENTITY, {});
      const { viewer } = shaped(identityAnswer, answer, options.wall);
      return { login: viewer, scopes: scopesIn(answer), permissions: passport.permissions() };
    },
    repository: async (name) => (await read(repositoryAnswer, REPOSITORY, of(name))).repository,
    repositoryById: async (id) =>
      (await read(repositoryAnswer, REPOSITORY_BY_ID, { id })).repository,
    look: (all) => inParts(all, (ids) => read(lookAnswer, LOOK, { ids })),
    gone: async (repositoryId, itemIds) =>
      goneIn(
        await ask(STILL_THERE, { ids: [repositoryId, ...itemIds] }),
        repositoryId,
        itemIds,
        options.wall,
      ),
    fieldPoints: async (ids, field) =>
      fieldPointsIn(await ask(FIELD_POINTS, { ids, field }), options.wall),
    fix: fix.look,
    search: createSearch(ask, options.wall),
    milestones: async (name) => {
      const { repository } = await read(milestonesAnswer, MILESTONES, of(name));
      return [...repository.open, ...repository.closed].slice(0, MOST_MILESTONES);
    },
    labels: async (name) => (await read(labelsAnswer, LABELS, of(name))).repository.labels,
    assignableLogins: async (name) =>
      (await read(assignableAnswer, ASSIGNABLE, of(name))).repository.assignableUsers,
    lacks: () => [issues.lack(), fix.variants.lack()].filter((lack) => lack !== null),
    issues: (name, since, cursor) =>
      issues.ask((query) => page(query, { ...of(name), since, after: cursor })),
    pullRequests: (name, cursor) => page(PULL_REQUESTS, { ...of(name), after: cursor }),
  };
}

/** Classic tokens name their scopes in a header, fine-grained ones do not. */
function scopesIn({ headers }: Answered): readonly string[] {
  return String(headers['x-oauth-scopes'] ?? '')
    .split(/\s*,\s*/)
    .filter((scope) => scope !== '');
}
