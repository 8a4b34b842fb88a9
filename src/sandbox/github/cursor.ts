import type { Place } from './orders.ts';
import { refusal } from './refusal.ts';

const CURSOR_MARK = 'cursor:v2:';

/** A cursor that names a place: opaque to clients, readable to whoever decodes it. */
export function cursorOf(place: Place): string {
  return Buffer.from(CURSOR_MARK + JSON.stringify(place)).toString('base64');
}

/** The place that a cursor names. Throws GitHub's refusal when it is none of ours. */
export function placeIn(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64').toString();
  if (text.startsWith(CURSOR_MARK)) {
    const [key, databaseId] = parsedList(text.slice(CURSOR_MARK.length));
    if ((typeof key === 'string' || typeof key === 'number') && typeof databaseId === 'number')
      return [key, databaseId];
  }
  throw refusal('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
}

function parsedList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
