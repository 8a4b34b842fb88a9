/** Something that the team does on GitHub when a visitor asks for it. */
export interface Deed {
  /** Unique among all deeds, such as `fix.merge`. */
  readonly id: string;
  /** A few words that begin with a verb. */
  readonly name: string;
  /** What happens, and what to watch. */
  readonly watch: string;
  /** False while there is nothing to do it to. */
  readonly isPossible: boolean;
  act(): void;
}
