/** A GitHub with one repository of many issues, which answers at once and counts what it is asked. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked of it so far. Points by GitHub's formula: 2 for a page with labels and assignees, else 1. */
export interface Spent {
  readonly requests: number;
  readonly points: number;
}

/** A repository as it stands here. */
export const REPOSITORY = { id: 'R_bench', owner: 'bench', name: 'many' } as const;

const A_PAGE = 100;
const START = Date.parse('2026-01-01T00:00:00Z');

/** Listens on a free port; `issues` of them, all of the same length. */
export async function openFarGitHub(issues: number): Promise<{
  readonly url: string;
  spent(): Spent;
  stop(): Promise<void>;
}> {
  const pages = Array.from({ length: Math.ceil(issues / A_PAGE) }, (_, at) =>
    pageText(at, Math.min(A_PAGE, issues - at * A_PAGE), issues),
  );
  const empty = itemsText('', 'null', false, 0);
  let spent: Spent = { requests: 0, points: 0 };
  const answerTo = (question: string): string => {
    const isWalk = /query (Issues|PullRequests)/.test(question);
    spent = { requests: spent.requests + 1, points: spent.points + (isWalk ? 2 : 1) };
    if (question.includes('query Look')) return LOOK;
    if (question.includes('query PullRequests')) return empty;
    const { after, since } = walkOf(question);
    if (since !== null) return pageSince(since, Number(after ?? 0), issues);
    return pages[Number(after ?? 0)] ?? empty;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const question = await textOf(request);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(answerTo(question));
  };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spent: () => spent,
    stop: () => closed(server),
  };
}

const LIMIT = '"rateLimit":{"cost":2,"remaining":4000,"resetAt":"2030-01-01T00:00:00Z"}';

const LOOK = `{"data":{"nodes":[{"id":"${REPOSITORY.id}","name":"many","owner":{"login":"bench"},"isPrivate":false,
"issues":{"totalCount":1,"nodes":[{"updatedAt":"2026-01-01T00:00:00Z"}]},
"pullRequests":{"totalCount":0,"nodes":[]}}],${LIMIT}}}`;

function pageText(page: number, count: number, total: number): string {
  const items = Array.from({ length: count }, (_, at) => issue(page * A_PAGE + at));
  const isLast = (page + 1) * A_PAGE >= total;
  return itemsText(JSON.stringify(items).slice(1, -1), `"${page + 1}"`, !isLast, total);
}

interface Walk {
  readonly after?: string | null;
  readonly since: string | null;
}

function walkOf(question: string): Walk {
  const { variables } = JSON.parse(question) as { readonly variables?: Partial<Walk> };
  return { since: null, ...variables };
}

/** A page of what changed since an instant, which is seldom where a page of the whole begins. */
function pageSince(since: string, page: number, total: number): string {
  const first = Math.max(0, Math.ceil((Date.parse(since) - START) / 60_000)) + page * A_PAGE;
  const count = Math.max(0, Math.min(A_PAGE, total - first));
  const items = Array.from({ length: count }, (_, at) => issue(first + at));
  const hasMore = first + A_PAGE < total;
  return itemsText(JSON.stringify(items).slice(1, -1), `"${page + 1}"`, hasMore, total);
}

function itemsText(nodes: string, cursor: string, more: boolean, total: number): string {
  return `{"data":{"repository":{"items":{"totalCount":${total},"pageInfo":{"hasNextPage":${more},"endCursor":${cursor}},"nodes":[${nodes}]}},${LIMIT}}}`;
}

function issue(n: number) {
  const at = new Date(START + n * 60_000).toISOString().replace('.000', '');
  const isClosed = n % 3 === 0;
  return {
    __typename: 'Issue',
    id: `I_${n}`,
    number: n + 1,
    title: `Handle errors of the ${n}th kind better, and recover from them`,
    url: `https://github.example/bench/many/issues/${n + 1}`,
    state: isClosed ? 'CLOSED' : 'OPEN',
    stateReason: isClosed ? 'COMPLETED' : null,
    createdAt: at,
    updatedAt: at,
    closedAt: isClosed ? at : null,
    author: { login: 'paul-o' },
    milestone: { number: 1 + (n % 5) },
    labels: { nodes: [{ name: 'bug' }, { name: 'priority: high' }, { name: 'size: 3' }] },
    assignees: { nodes: [{ login: 'ivo-t' }] },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
