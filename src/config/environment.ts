/** The variables of this process. Small on purpose: it is read before anything large is loaded. */

/** The variables as they stand. Nothing else in the program reads them. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** Where the database is when nobody says. */
export const DEFAULT_DATABASE_FILE = 'data/slipway.db';

/** Where the database is. */
export function databaseFileIn(variables: Readonly<Record<string, string | undefined>>): string {
  return variables['SLIPWAY_DATABASE']?.trim() || DEFAULT_DATABASE_FILE;
}

/** Settings whose values are never shown. */
export const SECRET_NAMES: readonly string[] = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'GITHUB_TOKEN',
  'GITHUB_APP_PRIVATE_KEY',
  'HTTPS_PROXY',
];

/** Every secret that the environment sets, right or wrong: what must not be printed or logged. */
export function givenSecrets(
  variables: Readonly<Record<string, string | undefined>> = environment(),
): readonly string[] {
  return SECRET_NAMES.flatMap((name) => variables[name]?.trim() ?? []);
}
