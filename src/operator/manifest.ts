/** `slipway manifest`: what to put into the app settings of Slack; as JSON for the Slack CLI. */
import { stringify } from 'yaml';
import { prefixCommands } from '../base/command-names.ts';
import { readCommandPrefix } from '../config/read-config.ts';
import { ownManifest } from '../slack/own-manifest.ts';
import type { OperatorDesk } from './desk.ts';

const USAGE = 'slipway manifest [--json]';

/**
 * Prints the manifest. Looks at the prefix alone, so that it works before there are tokens. The Slack CLI
 * adds words of its own to the command of a hook, which say nothing here; so `--json` takes any others.
 */
export async function manifestCommand(
  words: readonly string[],
  { print }: OperatorDesk,
): Promise<number> {
  const isJson = words.includes('--json');
  if (words.length > 0 && !isJson) {
    print(USAGE);
    return 2;
  }
  prefixCommands(readCommandPrefix());
  const manifest = ownManifest();
  print(isJson ? JSON.stringify(manifest) : stringify(manifest).trimEnd());
  return 0;
}
