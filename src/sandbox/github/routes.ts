import type { Clock } from '../../base/clock.ts';
import type { Answer } from './answer.ts';
import { SUSPENDED, type AppDesk } from './apps.ts';
import type { CallLog } from './calls.ts';
import type { FaultQueue } from './faults.ts';
import { pageAt } from './item-page.ts';
import type { Question } from './question.ts';
import { questionIn, writtenName } from './question.ts';
import type { Reply } from './reply.ts';
import { complaint, json } from './reply.ts';
import type { Handler, Incoming } from './server.ts';
import type { Tables } from './tables.ts';
import type { Token, Tokens } from './tokens.ts';
import { scopeHeaders, tokenIn } from './tokens.ts';

/** What the routes lead to. */
export interface House {
  readonly clock: Clock;
  readonly tables: Tables;
  readonly tokens: Tokens;
  readonly apps: AppDesk;
  readonly faults: FaultQueue;
  readonly calls: CallLog;
  readonly answer: (question: Question, token: Token) => Answer;
}

/**
 * The API's addresses: GraphQL at `/graphql` and, as on an Enterprise server, `/api/graphql`; of REST the
 * root and `/user`, which tell a token's scopes, and what an app asks; and the pages behind the links.
 */
export function createRoutes(house: House): Handler {
  return async (incoming) => {
    const path = incoming.path.replace(/^\/api(?:\/v3)?(?=\/|$)/, '') || '/';
    if (path === '/graphql' && incoming.method === 'POST') return graphql(house, incoming);
    if (path === '/' || path === '/user') return rest(house, path, incoming);
    const forApp = house.apps.answer(incoming.method, path, incoming.authorization);
    if (forApp !== null) return forApp;
    if (incoming.method === 'GET') return pageAt(house.tables, path);
    return complaint(404, 'Not Found', 'rest');
  };
}

function admitted(house: House, incoming: Incoming, manual: string): Token | Reply {
  const value = tokenIn(incoming.authorization);
  if (value === undefined) {
    const anonymous = 'This endpoint requires you to be authenticated.';
    return complaint(401, anonymous, `${manual}/guides/forming-calls-with-graphql`);
  }
  const token = house.tokens.find(value);
  const isOver = token?.expiresAt !== undefined && token.expiresAt <= house.clock.now();
  if (token === undefined || isOver) return complaint(401, 'Bad credentials', manual);
  return house.apps.isSuspended(token) ? SUSPENDED : token;
}

async function graphql(house: House, incoming: Incoming): Promise<Reply | 'reset'> {
  const token = admitted(house, incoming, 'graphql');
  if ('status' in token) return token;
  const question = questionIn(incoming.body);
  if (question === null) return complaint(400, 'Problems parsing JSON', 'graphql');

  const name = writtenName(question);
  let asked: Answer['call'] = { name, cost: 0, nodeCount: 0, status: 0, errors: [] };
  const { fault, outcome } = await house.faults.meet(question, () => {
    const { reply, call } = house.answer(question, token);
    asked = call;
    return reply;
  });
  const status = outcome === 'reset' ? 0 : outcome.status;
  const { variables } = question;
  house.calls.add({ ...asked, status, variables, fault, at: house.clock.now() });
  return outcome;
}

function rest(house: House, path: string, incoming: Incoming): Reply {
  const token = admitted(house, incoming, 'rest');
  if ('status' in token) return token;
  const user = house.tables.account(token.login);
  const body =
    path === '/'
      ? { current_user_url: '/user' }
      : { login: token.login, id: user?.databaseId, node_id: user?.id, name: user?.name };
  return json(200, body, scopeHeaders(token));
}
