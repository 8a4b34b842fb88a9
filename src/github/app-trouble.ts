/** Why GitHub does not let an app in, for the operator. Pure. */
import { messageOf, SUSPENDED, type RawAnswer } from './verdict.ts';

/** The sentence for a token, or a list of installations, that GitHub refuses to give. */
export function notGiven(answer: RawAnswer, asked: 'token' | 'installations'): string {
  const { status } = answer;
  if (/suspended/i.test(messageOf(answer))) return SUSPENDED;
  if (status === 404 && asked === 'token')
    return 'The GitHub App is not installed any more, or GITHUB_APP_INSTALLATION_ID names another one. Install it on the organisation again, or correct the number.';
  if (status === 404)
    return 'GitHub knows no such app at this address. Check GITHUB_APP_ID and GITHUB_API_URL.';
  if (status === 401)
    return "GitHub does not accept the app's key. Check that GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY belong together, that the key was not deleted, and this machine's clock.";
  return 'GitHub refuses the app. Check its installation and its permissions.';
}
