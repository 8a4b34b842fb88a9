import type { Metadata } from '../messages.ts';
import { isPlain } from '../plain.ts';
import { Refusal } from '../refusal.ts';

/** Slack documents that there is a limit, not which; 8,000 characters is where the small Slack draws it. */
const LARGEST_METADATA = 8_000;

function isPrimitive(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isFlatObject(value: unknown): boolean {
  return isPlain(value) && Object.values(value).every(isPrimitive);
}

/** Words, numbers and flags, flat objects of those, and lists of such objects, as the SDK's types have it. */
function isValue(value: unknown): boolean {
  if (isPrimitive(value) || isFlatObject(value)) return true;
  return Array.isArray(value) && value.every(isFlatObject);
}

/**
 * Message metadata, or null for an empty object (which takes it away), or undefined when none was
 * given. Refuses with `invalid_metadata_format`, `invalid_metadata_schema` or `metadata_too_large`.
 */
export function checkedMetadata(value: unknown): Metadata | null | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isPlain(value)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(value).length === 0) return null;
  const { event_type: type, event_payload: payload } = value;
  if (typeof type !== 'string' || type === '' || !isPlain(payload))
    throw new Refusal('invalid_metadata_format');
  if (!Object.values(payload).every(isValue)) throw new Refusal('invalid_metadata_schema');
  if (JSON.stringify(value).length > LARGEST_METADATA) throw new Refusal('metadata_too_large');
  return { event_type: type, event_payload: { ...payload } };
}
