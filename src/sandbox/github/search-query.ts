/** One part of a search: `-label:"size: 1"` is a qualifier, turned round by the dash; else a word. */
export interface SearchPart {
  /** Null for a free word. */
  readonly qualifier: string | null;
  readonly value: string;
  readonly isNegated: boolean;
}

/** The parts of a query in GitHub's search language, quotes taken off. */
export function searchParts(query: string): readonly SearchPart[] {
  const pattern = /(?<dash>-?)(?:(?<qualifier>[a-z-]+):)?(?:"(?<quoted>[^"]*)"|(?<bare>\S+))/gi;
  return [...query.matchAll(pattern)].map(({ groups }) => ({
    qualifier: groups?.['qualifier']?.toLowerCase() ?? null,
    value: groups?.['quoted'] ?? groups?.['bare'] ?? '',
    isNegated: groups?.['dash'] === '-',
  }));
}
