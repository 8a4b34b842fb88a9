/** What the manifest lets a person type or choose, as the page lists it. */
import { z } from 'zod';
import type { PageCommand, PageShortcut } from './page/options.ts';

const MANIFEST = z.object({
  features: z.object({
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string(),
          usage_hint: z.string().default(''),
        }),
      )
      .default([]),
    shortcuts: z
      .array(
        z.object({
          name: z.string(),
          callback_id: z.string(),
          type: z.enum(['global', 'message']),
        }),
      )
      .default([]),
  }),
});

/** Slash commands and shortcuts of a parsed manifest. */
export function manifestEntries(manifest: unknown): {
  readonly commands: readonly PageCommand[];
  readonly shortcuts: readonly PageShortcut[];
} {
  const { features } = MANIFEST.parse(manifest);
  return {
    commands: features.slash_commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      usageHint: usage_hint,
    })),
    shortcuts: features.shortcuts.map(({ name, callback_id, type }) => ({
      callbackId: callback_id,
      name,
      type,
    })),
  };
}
