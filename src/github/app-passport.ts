/** An installed GitHub App's token: fetched when first needed, renewed before its hour ends, once at a time. */
import type { Clock } from '../base/clock.ts';
import { type Instant, plusMinutes } from '../base/time.ts';
import { askAsApp, type AskAsApp, type Installation } from './app-calls.ts';
import { notGiven } from './app-trouble.ts';
import type { GitHubApp, Passport } from './passport.ts';
import { GitHubTrouble } from './port.ts';
import { judge, type RawAnswer } from './verdict.ts';

interface Held {
  readonly header: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly renewAt: Instant;
}

/** A token lasts an hour; what is asked with it must end before that does, whatever the clocks say. */
const RENEW_AFTER_MINUTES = 50;

/**
 * `wall` says when to renew: counted from when the token came, so that a clock that is wrong does no harm.
 * The library that signs is loaded with the first call; who uses a plain token never loads it.
 */
export function createAppPassport(app: GitHubApp, apiUrl: string, wall: Clock): Passport {
  const ask = askAsApp(app, apiUrl);
  let held: Held | null = null;
  let installation = app.installationId;
  let underWay: Promise<Held | RawAnswer> | null = null;

  const fetch = async (): Promise<Held | RawAnswer> => {
    if (installation === null) {
      const found = await onlyInstallation(ask);
      if (typeof found !== 'number') return found;
      installation = found;
    }
    const given = await ask.token(installation);
    if ('status' in given) return orTrouble(given, 'token');
    const { token, permissions } = given;
    held = {
      header: `token ${token}`,
      permissions,
      renewAt: plusMinutes(wall.now(), RENEW_AFTER_MINUTES),
    };
    return held;
  };
  return {
    kind: 'app',
    async show() {
      if (held !== null && wall.now() < held.renewAt) return held.header;
      underWay ??= fetch().finally(() => (underWay = null));
      const got = await underWay;
      return 'header' in got ? got.header : got;
    },
    wasRefused(shown) {
      if (held?.header === shown) held = null;
      // An app that was installed anew has another installation.
      installation = app.installationId;
      return true;
    },
    permissions: () => held?.permissions ?? null,
  };
}

async function onlyInstallation(ask: AskAsApp): Promise<number | RawAnswer> {
  const found = await ask.installations();
  if ('status' in found) return orTrouble(found, 'installations');
  const [first, ...others] = found;
  if (first === undefined) throw refused(NOT_INSTALLED);
  if (others.length > 0) throw refused(severalSentence(found));
  return first.id;
}

const NOT_INSTALLED =
  'The GitHub App is installed nowhere. Install it on the organisation whose repositories it is to read.';

function severalSentence(all: readonly Installation[]): string {
  const named = all.map(({ id, account }) => `${account} (${id})`).join(', ');
  return `The GitHub App is installed in several places: ${named}. Put the number of one into GITHUB_APP_INSTALLATION_ID.`;
}

/** Limits and outages go the way of all answers; what stays as it is gets its sentence here. */
function orTrouble(answer: RawAnswer, asked: 'token' | 'installations'): RawAnswer {
  if (judge(answer).kind === 'no') throw refused(notGiven(answer, asked));
  return answer;
}

function refused(sentence: string): GitHubTrouble {
  return new GitHubTrouble('refused', sentence, null);
}
