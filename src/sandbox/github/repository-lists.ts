import type { PageArgs } from './connection.ts';
import { connection } from './connection.ts';
import type { IssuesArgs, PullRequestsArgs } from './item-lists.ts';
import { issueList, pullRequestList } from './item-lists.ts';
import type { OrderBy } from './orders.ts';
import { only, ordered, orderedLabels, orderedMilestones } from './orders.ts';
import type { Fields } from './request.ts';
import type { Milestone, Repository } from './rows.ts';

interface NamedArgs extends PageArgs {
  readonly orderBy?: OrderBy;
  /** A part of the name. */
  readonly query?: string;
}

type MilestonesArgs = NamedArgs & { readonly states?: readonly Milestone['state'][] };

const has = (text: string | null, part: string | undefined): boolean =>
  part === undefined || (text ?? '').toLowerCase().includes(part.toLowerCase());

/** The connections of `Repository`. */
export const repositoryLists: Fields<Repository> = {
  issues: ({ id }, args: IssuesArgs, { tables }, info) =>
    issueList({ repositoryId: id }, args, tables, info),
  pullRequests: ({ id }, args: PullRequestsArgs, { tables }, info) =>
    pullRequestList({ repositoryId: id }, args, tables, info),
  milestones({ id }, args: MilestonesArgs, { tables }, info) {
    const { states, query } = args;
    const fits = (row: Milestone) => (states?.includes(row.state) ?? true) && has(row.title, query);
    return connection(only(orderedMilestones(tables, id, args.orderBy), fits), args, info);
  },
  labels({ id }, args: NamedArgs, { tables }, info) {
    const list = orderedLabels(tables, id, args.orderBy);
    return connection(
      only(list, (row) => has(row.name, args.query)),
      args,
      info,
    );
  },
  assignableUsers({ collaborators }, args: NamedArgs, { tables }, info) {
    const users = collaborators.flatMap((login) => {
      const account = tables.account(login);
      return account?.kind === 'User' ? account : [];
    });
    const list = ordered(users, (user) => [user.login.toLowerCase(), user.databaseId]);
    return connection(
      only(list, (user) => has(user.login, args.query) || has(user.name, args.query)),
      args,
      info,
    );
  },
};
