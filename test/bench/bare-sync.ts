/** A plain loop with `fetch` that stores the same rows: one page, one transaction, until there is none. */
import type Database from 'better-sqlite3';
import { ISSUES } from '../../src/github/queries.ts';

interface Node {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly author: { readonly login: string };
  readonly milestone: { readonly number: number };
  readonly labels: { readonly nodes: readonly { readonly name: string }[] };
  readonly assignees: { readonly nodes: readonly { readonly login: string }[] };
}

interface Answer {
  readonly data: {
    readonly repository: {
      readonly items: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
        readonly nodes: readonly Node[];
      };
    };
  };
}

/** Reads all issues of the repository that the database knows by this id. */
export async function bareSync(url: string, sqlite: Database.Database, id: string): Promise<void> {
  const insert = sqlite.prepare(
    `insert into tracked_item (id, repository_id, item, number, title, url, state, labels, assignees, author,
     github_milestone, opened_at, updated_at, closed_at) values (?, ?, 'issue', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const store = sqlite.transaction((nodes: readonly Node[]) => {
    for (const node of nodes)
      insert.run(
        node.id,
        id,
        node.number,
        node.title,
        node.url,
        node.state.toLowerCase(),
        JSON.stringify(node.labels.nodes.map(({ name }) => name)),
        JSON.stringify(node.assignees.nodes.map(({ login }) => login)),
        node.author.login,
        node.milestone.number,
        node.createdAt,
        node.updatedAt,
        node.closedAt,
      );
  });
  let after: string | null = null;
  for (;;) {
    const response: Response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'token x' },
      body: JSON.stringify({ query: ISSUES, variables: { first: 100, after } }),
    });
    const { data } = (await response.json()) as Answer;
    store(data.repository.items.nodes);
    if (!data.repository.items.pageInfo.hasNextPage) return;
    after = data.repository.items.pageInfo.endCursor;
  }
}
