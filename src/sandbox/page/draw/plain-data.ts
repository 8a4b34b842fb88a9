/**
 * Reading blocks as they were sent. Nothing about their shape is known for certain, so every reader
 * gives a harmless empty value instead of failing: a card with one odd element must still be drawn.
 */

/** A JSON object of unknown shape. */
export type Data = Readonly<Record<string, unknown>>;

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `value` as an object; an empty one when it is anything else. */
export function asData(value: unknown): Data {
  return isData(value) ? value : {};
}

/** The objects in a list; an empty list when `value` is not one. */
export function asList(value: unknown): readonly Data[] {
  return Array.isArray(value) ? value.filter(isData) : [];
}

/** The strings in a list; an empty list when `value` is not one. */
export function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** `value` as text: numbers are written out, anything else but a string is empty. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}
