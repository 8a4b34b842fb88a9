/** `slipway hotfix-report <version> [--project name]`: the report of a hotfix as Markdown. */
import { readConfig } from '../config/read-config.ts';
import { hotfix } from '../features/hotfix/index.ts';
import { plan } from '../features/plan/index.ts';
import { openReader } from '../store/reader.ts';
import type { OperatorDesk } from './desk.ts';

const USAGE = 'slipway hotfix-report <version> [--project name]';

/** Prints it, also while the bot runs; exit code 1 and a sentence where it is not one hotfix. */
export async function hotfixReportCommand(
  words: readonly string[],
  { clock, migrationsFolder, print }: OperatorDesk,
): Promise<number> {
  const asked = parse(words);
  const { documents } = hotfix;
  const sentence = plan.offers?.sentence;
  if (asked === null || documents?.['report'] === undefined || sentence === undefined) {
    print(USAGE);
    return 2;
  }
  const reader = await openReader(readConfig().config.databaseFile, migrationsFolder);
  try {
    const wish = { ...asked, now: clock.now(), sentence };
    const printed = await documents['report'](reader.db, wish);
    print(printed.kind === 'document' ? printed.markdown.trimEnd() : printed.sentence);
    return printed.kind === 'document' ? 0 : 1;
  } finally {
    reader.close();
  }
}

function parse(
  words: readonly string[],
): { readonly version: string; readonly project: string | null } | null {
  const at = words.indexOf('--project');
  const named = at === -1 ? [] : words.slice(at + 1, at + 2);
  const rest = at === -1 ? words : words.toSpliced(at, 2);
  const [version, ...more] = rest;
  if (version === undefined || version.startsWith('-') || more.length > 0) return null;
  if (at === -1) return { version, project: null };
  const [project] = named;
  return project === undefined ? null : { version, project };
}
