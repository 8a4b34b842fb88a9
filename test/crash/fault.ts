/** Something that a run must not find, in words for who looks for its cause. */
export interface Fault {
  readonly kind: 'lost' | 'doubled' | 'wrong';
  readonly words: string;
}

/** How many faults there are of a kind. */
export function countOf(faults: readonly Fault[], kind: Fault['kind']): number {
  return faults.filter((fault) => fault.kind === kind).length;
}
