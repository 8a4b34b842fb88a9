/**
 * What people type to reach us. Another app of the workspace may own `/release`; then ours have a prefix.
 * One process serves one workspace, so the prefix is said once, at the start, and holds for the process.
 */

/** A command's own name, with its slash, whatever people type. */
export type CommandName = (typeof NAMES)[number];

const NAMES = ['/release', '/checkin', '/hotfix'] as const;

let prefix = '';

/** Sets what stands between the slash and the name of each command, such as `acme-`; empty for nothing. */
export function prefixCommands(text: string): void {
  prefix = text;
}

/** A command as people type it here: `/acme-release` for `/release`. Every text that names one asks here. */
export function typed(name: CommandName): string {
  return withPrefix(name, prefix);
}

/**
 * The own name of a command that Slack delivered; null for one that is not ours. The bare name counts as
 * well: the settings may know of a prefix before the manifest does.
 */
export function ownName(command: string): CommandName | null {
  return NAMES.find((name) => command === name || command === typed(name)) ?? null;
}

/** `/name` with a prefix after its slash, for a manifest. */
export function withPrefix(name: string, text: string): string {
  return `/${text}${name.slice(1)}`;
}
