/** An object as it came from JSON. */
export type Plain = Readonly<Record<string, unknown>>;

/** True for an object with named fields; arrays and null are none. */
export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object itself, or an empty one when it is something else. */
export function plainOr(value: unknown): Plain {
  return isPlain(value) ? value : {};
}

/** The list itself, or an empty one when it is something else. */
export function listOr(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The string itself, or `fallback`. */
export function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
