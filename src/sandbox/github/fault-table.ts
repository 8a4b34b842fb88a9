import { halved } from './partial-answer.ts';
import type { Question } from './question.ts';
import type { Reply } from './reply.ts';
import { complaint, html, json } from './reply.ts';

/** How a fault is to be, where its own defaults do not fit. */
export interface FaultDetails {
  /** How many queries in a row meet it; 1 when left out. */
  readonly times?: number;
  /** For `secondary-limit`, 60 seconds when left out; null sends no `Retry-After`. */
  readonly retryAfterSeconds?: number | null;
  /** For `slow`, real milliseconds, 2,000 when left out. */
  readonly delayMs?: number;
  /** For `too-large`, the most rows that a page may have, 25 when left out. */
  readonly mostRows?: number;
}

interface Meeting {
  /** What GitHub would have answered; the query runs and is paid for when this is called. */
  readonly honest: () => Reply;
  readonly question: Question;
  readonly details: FaultDetails;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** `reset` drops the connection without an answer. */
export type Faulty = Reply | 'reset';

const WENT_WRONG =
  'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.';
const SLOW_DOWN =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

const gateway = (status: number, title: string) =>
  html(
    status,
    `<html>\r\n<head><title>${title}</title></head>\r\n<body><h1>${title}</h1></body>\r\n</html>\r\n`,
  );

const NOT_KNOWN = {
  errors: [
    {
      path: ['query Issues', 'repository', 'items', 'nodes', 'stateReason', 'enableDuplicate'],
      extensions: {
        code: 'argumentNotAccepted',
        name: 'stateReason',
        typeName: 'Field',
        argumentName: 'enableDuplicate',
      },
      message: "Field 'stateReason' doesn't accept argument 'enableDuplicate'",
    },
  ],
};

/** What goes wrong, by name. */
export const FAULTS = {
  /** The gateway's page instead of an answer; the query did not run. */
  'bad-gateway': () => gateway(502, '502 Bad Gateway'),
  'gateway-timeout': () => gateway(504, '504 Gateway Time-out'),
  /** What GitHub says in JSON when a query took more than ten seconds. */
  'query-timeout': () => json(502, { data: null, errors: [{ message: WENT_WRONG }] }),
  /** 200 with half of the rows and an error for each of the others. */
  partial: ({ honest }) => {
    const reply = honest();
    return { ...reply, body: halved(reply.body) };
  },
  'secondary-limit': ({ details: { retryAfterSeconds = 60 } }) => {
    const about =
      'rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits';
    const reply = complaint(403, SLOW_DOWN, about);
    if (retryAfterSeconds === null) return reply;
    return { ...reply, headers: { ...reply.headers, 'retry-after': String(retryAfterSeconds) } };
  },
  /** 200 with an error, as when the hour's points are spent; nothing is said of when they come back. */
  'primary-limit': () =>
    json(200, { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded.' }] }),
  /** The token's authorisation for the organisation's single sign-on has ended. */
  'sso-expired': () => {
    const reply = complaint(
      403,
      'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
      'articles/authenticating-to-a-github-organization-with-saml-single-sign-on/',
    );
    const url = 'https://github.com/orgs/oci-labs/sso?authorization_request=AAA';
    return { ...reply, headers: { ...reply.headers, 'x-github-sso': `required; url=${url}` } };
  },
  'bad-credentials': () => complaint(401, 'Bad credentials', 'graphql'),
  /** A gateway's page for every question that wants more rows than this GitHub gets done in time. */
  'too-large': ({ honest, question, details: { mostRows = 25 } }) =>
    Number(question.variables['first'] ?? 0) > mostRows
      ? gateway(502, '502 Bad Gateway')
      : honest(),
  /** An Enterprise Server from before GitHub told duplicates apart. */
  'older-server': ({ honest, question }) =>
    question.query.includes('enableDuplicate') ? json(200, NOT_KNOWN) : honest(),
  reset: () => 'reset',
  slow: async ({ honest, details, pause }) => {
    await pause(details.delayMs ?? 2000);
    return honest();
  },
} satisfies Record<string, (meeting: Meeting) => Faulty | Promise<Faulty>>;

/** The name of a fault. */
export type FaultName = keyof typeof FAULTS;

/** The names of all faults, for a list to choose from. */
export const faultNames = Object.keys(FAULTS) as readonly FaultName[];
