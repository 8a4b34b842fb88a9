/** A GitHub search as somebody typed it, and what is wrong with it before GitHub is asked. Pure. */

/** GitHub takes no longer search, in UTF-16 units. */
export const LONGEST_SEARCH = 256;
/** GitHub takes no more AND, OR and NOT in one search. */
const MOST_OPERATORS = 5;

/** A search as it is kept: one line, single blanks. */
export function tidySearch(typed: string): string {
  return typed.trim().replaceAll(/\s+/g, ' ');
}

/** A sentence with what to do, for a tidy search; null when only GitHub could find something wrong. */
export function searchMistake(query: string): string | null {
  if (query.length > LONGEST_SEARCH)
    return `GitHub takes ${LONGEST_SEARCH} characters; this has ${query.length}. Shorten it.`;
  if ((query.match(/"/g) ?? []).length % 2 === 1)
    return 'A quotation mark is missing. Write label:"help wanted".';
  const outside = query.replaceAll(/"[^"]*"/g, '');
  const place = /(?<![\w])(repo|org|user):/i.exec(outside)?.[1];
  if (place !== undefined)
    return `Leave ${place.toLowerCase()}: out. I search in this project's repositories only.`;
  if ((outside.match(/\b(?:AND|OR|NOT)\b/g) ?? []).length > MOST_OPERATORS)
    return `GitHub takes at most ${MOST_OPERATORS} of AND, OR and NOT. Leave some out.`;
  return null;
}
