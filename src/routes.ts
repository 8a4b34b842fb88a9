/** Who handles what: one table made from the features' doors when the program starts. Pure. */
import { isAction } from './authority/actions.ts';
import type {
  CommandSpec,
  Feature,
  Offers,
  OpeningDeed,
  Stands,
  SubmissionSpec,
} from './feature.ts';
import type { JournalEvent } from './release/journal.ts';

/** Every handler by the name it is called with. */
export interface Routes {
  readonly commands: readonly CommandSpec[];
  readonly presses: ReadonlyMap<string, NonNullable<Feature['presses']>[string]>;
  readonly submissions: ReadonlyMap<string, SubmissionSpec>;
  /** What is worked on in order for each person, such as `press checkin.tap`. */
  readonly inOrder: ReadonlySet<string>;
  readonly closes: ReadonlyMap<string, NonNullable<Feature['closes']>[string]>;
  readonly shortcuts: ReadonlyMap<string, NonNullable<Feature['shortcuts']>[string]>;
  /** What each opens at once; by the word that says what was done and its name. */
  readonly opens: ReadonlyMap<string, NonNullable<Feature['opens']>[OpeningDeed]>;
  readonly events: ReadonlyMap<string, readonly NonNullable<Feature['events']>[string][]>;
  readonly promises: ReadonlyMap<string, NonNullable<Feature['promises']>[string]>;
  readonly together: ReadonlyMap<string, NonNullable<Feature['promisesTogether']>[string]>;
  readonly reactions: ReadonlyMap<
    JournalEvent,
    readonly NonNullable<NonNullable<Feature['on']>[JournalEvent]>[]
  >;
  readonly homeCards: readonly NonNullable<Feature['homeCards']>[];
  readonly beats: readonly NonNullable<Feature['beat']>[];
  readonly starts: readonly NonNullable<Feature['start']>[];
}

/**
 * Gathers the doors. Throws when two features claim the same name, or when a way in stands for no action of the
 * table: those are mistakes in the program.
 */
export function gatherRoutes(features: readonly Feature[]): Routes {
  const routes: Routes = {
    commands: features.flatMap((feature) => feature.commands ?? []),
    presses: single(features, 'presses'),
    submissions: single(features, 'submissions'),
    inOrder: new Set(features.flatMap((feature) => feature.inOrder ?? [])),
    closes: single(features, 'closes'),
    shortcuts: single(features, 'shortcuts'),
    opens: single(features, 'opens'),
    events: several(features, 'events'),
    promises: single(features, 'promises'),
    together: single(features, 'promisesTogether'),
    reactions: several(features, 'on') as Routes['reactions'],
    homeCards: features.flatMap((feature) => feature.homeCards ?? []),
    beats: features.flatMap((feature) => feature.beat ?? []),
    starts: features.flatMap((feature) => feature.start ?? []),
  };
  const lost = waysOf(routes).filter(({ action }) => !isAction(action));
  if (lost.length > 0)
    throw new Error(`no action of the table stands for ${lost.map(({ name }) => name).join(', ')}`);
  return routes;
}

/** One way in as it is named, `press plan.more ship`, and the action that it stands for. */
export interface NamedWay {
  readonly name: string;
  readonly action: unknown;
}

/** Every way in, each choice of a menu by itself. */
export function waysOf(routes: Routes): readonly NamedWay[] {
  const spread = (name: string, stands: Stands): readonly NamedWay[] =>
    typeof stands === 'object'
      ? Object.entries(stands.choices).map(([choice, action]) => ({
          name: `${name} ${choice}`,
          action,
        }))
      : [{ name, action: stands }];
  const all = (
    kind: string,
    ways: ReadonlyMap<string, { readonly action: Stands }>,
  ): readonly NamedWay[] =>
    [...ways].flatMap(([name, { action }]) => spread(`${kind} ${name}`, action));
  return [
    ...routes.commands.map(({ command, name, action }) => ({
      name: `command ${command} ${name}`.trim(),
      action,
    })),
    ...all('shortcut', routes.shortcuts),
    ...all('press', routes.presses),
    ...all('submission', routes.submissions),
    ...all('closed', routes.closes),
  ];
}

const OFFERS = Object.keys({
  refreshProject: true,
  refreshProjects: true,
  teamVoices: true,
  unreached: true,
  glance: true,
  history: true,
  sentence: true,
  retroActions: true,
  heldBy: true,
  letGo: true,
  openDebts: true,
  offerSetup: true,
} satisfies Record<keyof Offers, true>) as readonly (keyof Offers)[];

/** What the features offer each other. Throws when an offer is missing or made twice. */
export function gatherOffers(features: readonly Feature[]): Offers {
  const offers = Object.fromEntries(
    single(features, 'offers') as ReadonlyMap<string, unknown>,
  ) as Partial<Offers>;
  const missing = OFFERS.filter((name) => offers[name] === undefined);
  if (missing.length > 0)
    throw new Error(`a feature that others rely on is missing: ${missing.join(', ')}`);
  return offers as Offers;
}

/** A command's words: which subcommand, and what follows it. */
export interface CommandMatch {
  readonly spec: CommandSpec | undefined;
  readonly rest: string;
  /** The nearest known name when the word is unknown; null when nothing is near. */
  readonly nearest: string | null;
  readonly word: string;
}

/** Finds the subcommand in what was typed after a slash command. */
export function matchCommand(
  commands: readonly CommandSpec[],
  command: string,
  text: string,
): CommandMatch {
  const typed = text.trim();
  const word = (typed.split(/\s+/u)[0] ?? '').toLowerCase();
  const own = commands.filter((spec) => spec.command === command);
  const spec = own.find((candidate) => candidate.name === word);
  return {
    spec,
    rest: typed.slice(word.length).trim(),
    nearest:
      spec === undefined
        ? nearestName(word, [...own.map((candidate) => candidate.name), 'help'])
        : null,
    word,
  };
}

/** The name within two typing mistakes of `word`, the closest first; null when none is. */
export function nearestName(word: string, names: readonly string[]): string | null {
  const ranked = names
    .filter((name) => name !== '')
    .map((name) => ({ name, distance: name.startsWith(word) ? 1 : editDistance(word, name) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= 2 ? best.name : null;
}

/** Levenshtein distance, row by row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

type Slot =
  | 'presses'
  | 'submissions'
  | 'closes'
  | 'shortcuts'
  | 'opens'
  | 'events'
  | 'promises'
  | 'promisesTogether'
  | 'on'
  | 'offers';

function single<S extends Slot>(
  features: readonly Feature[],
  slot: S,
): ReadonlyMap<string, NonNullable<NonNullable<Feature[S]>[keyof NonNullable<Feature[S]>]>> {
  type Handler = NonNullable<NonNullable<Feature[S]>[keyof NonNullable<Feature[S]>]>;
  const found = new Map<string, Handler>();
  for (const feature of features)
    for (const [name, handler] of Object.entries(feature[slot] ?? {})) {
      if (found.has(name)) throw new Error(`${slot} ${name} is claimed twice, by ${feature.name}`);
      found.set(name, handler as Handler);
    }
  return found;
}

function several<S extends 'events' | 'on'>(
  features: readonly Feature[],
  slot: S,
): ReadonlyMap<string, readonly NonNullable<Feature[S]>[keyof NonNullable<Feature[S]>][]> {
  type Handler = NonNullable<Feature[S]>[keyof NonNullable<Feature[S]>];
  const found = new Map<string, Handler[]>();
  for (const feature of features)
    for (const [name, handler] of Object.entries(feature[slot] ?? {}))
      found.set(name, [...(found.get(name) ?? []), handler as Handler]);
  return found;
}
