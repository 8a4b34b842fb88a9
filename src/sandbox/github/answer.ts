import type { ExecutionArgs } from 'graphql';
import { GraphQLError, executeSync } from 'graphql';
import type { Budget } from './budget.ts';
import { budgetHeaders } from './budget.ts';
import type { GitHubCall } from './calls.ts';
import type { Price } from './cost.ts';
import { resolveField, typeOfRow } from './fields.ts';
import { createQueryReader } from './query-document.ts';
import type { Question } from './question.ts';
import { writtenName } from './question.ts';
import type { ReadiedQuery } from './ready-query.ts';
import { ready } from './ready-query.ts';
import type { AnsweredError } from './refusal.ts';
import { answeredError, refusal } from './refusal.ts';
import type { Reply } from './reply.ts';
import { json } from './reply.ts';
import type { Request } from './request.ts';
import { gitHubSchema } from './schema.ts';
import type { Tables } from './tables.ts';
import type { Token } from './tokens.ts';
import { scopeHeaders } from './tokens.ts';

/** The answer and what the call log keeps of it. */
export interface Answer {
  readonly reply: Reply;
  readonly call: Omit<GitHubCall, 'at' | 'variables' | 'fault'>;
}

/** What answering needs from the rest of the sandbox. */
export interface Desk {
  readonly tables: Tables;
  readonly budget: Budget;
  readonly webUrl: () => string;
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly AnsweredError[];
}

/** GitHub's limit on the nodes of one query. */
const NODE_LIMIT = 500_000;
const UNPRICED: Price = { cost: 0, nodeCount: 0 };

/**
 * Answers queries over the real schema. Like GitHub it answers 200 whatever is wrong with a query, and
 * takes no points for one that did not run.
 */
export function createAnswerer(desk: Desk): (question: Question, token: Token) => Answer {
  const read = createQueryReader();
  return (question, token) => {
    let name = writtenName(question);
    try {
      const readied = ready(read(question.query), question);
      name = readied.name;
      checkLimits(readied.price, token, desk);
      return execute(readied, question, token, desk);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return answer(desk, token, name, UNPRICED, { errors: [answeredError(error)] });
    }
  };
}

function checkLimits({ nodeCount }: Price, token: Token, desk: Desk): void {
  if (nodeCount > NODE_LIMIT)
    throw refusal(
      'MAX_NODE_LIMIT_EXCEEDED',
      `This query requests up to ${grouped(nodeCount)} possible nodes which exceeds the maximum limit of ${grouped(NODE_LIMIT)}.`,
    );
  if (desk.budget.standing(token.value).remaining > 0) return;
  const userId = desk.tables.account(token.login)?.databaseId ?? 0;
  throw refusal('RATE_LIMITED', `API rate limit exceeded for user ID ${userId}.`);
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function execute(readied: ReadiedQuery, question: Question, token: Token, desk: Desk): Answer {
  const standing = desk.budget.spend(token.value, readied.price.cost);
  const { tables } = desk;
  const { price, document, name } = readied;
  const request: Request = { tables, token, price, standing, webUrl: desk.webUrl() };
  const execution: ExecutionArgs = {
    schema: gitHubSchema(),
    document,
    contextValue: request,
    variableValues: question.variables,
    operationName: question.operationName,
    fieldResolver: resolveField,
    typeResolver: typeOfRow,
  };
  const { data, errors } = executeSync(execution);
  return answer(desk, token, name, price, {
    data,
    ...(errors && { errors: errors.map(answeredError) }),
  });
}

function answer(desk: Desk, token: Token, name: string, price: Price, body: Body): Answer {
  const headers = { ...budgetHeaders(desk.budget.standing(token.value)), ...scopeHeaders(token) };
  const errors = (body.errors ?? []).map((error) => error.type ?? error.message);
  return { reply: json(200, body, headers), call: { name, ...price, status: 200, errors } };
}
