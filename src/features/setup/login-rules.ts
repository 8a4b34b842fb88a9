/** The logins that were chosen on a page, and what is wrong with them. Pure. */
import type { FormValues } from '../../slack/form-values.ts';
import type { Person } from '../../release/people.ts';
import type { Mistakes } from './check-draft.ts';
import { isLogin, typedLogin } from './login-guess.ts';

const FIELD = 'login:';

/** One person's field; null when it was left empty. */
export interface ChosenLogin {
  readonly userId: string;
  readonly login: string | null;
}

/** Every login field of the form. */
export function loginsIn(values: FormValues): readonly ChosenLogin[] {
  return Object.entries(values)
    .filter(([field]) => field.startsWith(FIELD))
    .map(([field, value]) => {
      const login = typeof value === 'string' ? typedLogin(value) : '';
      return { userId: field.slice(FIELD.length), login: login === '' ? null : login };
    });
}

/** Sentences by field. `links` are confirmed links by login in lower case. */
export function loginMistakes(
  chosen: readonly ChosenLogin[],
  links: ReadonlyMap<string, Person>,
): Mistakes {
  const seen = new Set<string>();
  const mistakes: Record<string, string> = {};
  for (const { userId, login } of chosen) {
    if (login === null) continue;
    const key = login.toLowerCase();
    const holder = links.get(key);
    if (!isLogin(login))
      mistakes[`${FIELD}${userId}`] =
        'This is not a GitHub login. Write it as on github.com: mara-k.';
    else if (holder !== undefined && holder.id !== userId)
      mistakes[`${FIELD}${userId}`] = `${holder.name} has confirmed this login. Choose another.`;
    else if (seen.has(key))
      mistakes[`${FIELD}${userId}`] = 'This login is chosen for two people. Keep it for one.';
    seen.add(key);
  }
  return mistakes;
}
