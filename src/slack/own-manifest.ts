/** What the app asks of Slack: `manifest.yml` with the names of the commands as people type them here. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ownName, typed } from '../base/command-names.ts';
import { ownFile } from '../base/own-files.ts';

// Everything that is not named here is handed on as it stands.
const SHAPE = z.looseObject({
  features: z.looseObject({ slash_commands: z.array(z.looseObject({ command: z.string() })) }),
  oauth_config: z.looseObject({
    scopes: z.looseObject({ bot: z.array(z.string()) }),
  }),
});

/** A manifest of ours: plain data. */
export type OwnManifest = z.output<typeof SHAPE>;

/** The manifest, read anew. Throws when the file is missing or is not one. */
export function ownManifest(): OwnManifest {
  const manifest = SHAPE.parse(parse(readFileSync(ownFile('manifest.yml'), 'utf8')));
  const commands = manifest.features.slash_commands.map((entry) => {
    const own = ownName(entry.command);
    return own === null ? entry : { ...entry, command: typed(own) };
  });
  return { ...manifest, features: { ...manifest.features, slash_commands: commands } };
}
