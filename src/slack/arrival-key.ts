/** The name under which an arrival is handled once, however often Slack delivers it. */
import { createHash } from 'node:crypto';
import { isData } from './form-values.ts';
import type { ArrivalKind } from './port.ts';

/** The ids of Slack's own making; any other text stands as its hash, so that a key is short and plain. */
const PLAIN = /^[\w.:-]{1,100}$/;

type Body = Readonly<Record<string, unknown>>;

/**
 * The same for every delivery of one thing, different for two things. Events have an id of their own,
 * all interactions a trigger id.
 *
 * A submission goes by its trigger id too, not by its view and hash: the hash does not change when the
 * answer was an error under a field, so the corrected second try would look like the first one again and
 * be lost. Two presses of the same submit button are two arrivals; what they may do only once is a
 * unique key in the tables of the room that does it.
 */
export function arrivalKey(kind: ArrivalKind, body: Body): string {
  const id = kind === 'event' ? body['event_id'] : body['trigger_id'];
  if (typeof id === 'string' && id !== '') return `${kind}:${short(id)}`;
  return `${kind}:${withoutTrigger(body)}`;
}

function withoutTrigger(body: Body): string {
  const action: unknown = Array.isArray(body['actions']) ? body['actions'][0] : undefined;
  if (isData(action) && typeof action['action_ts'] === 'string') {
    const user = isData(body['user']) ? body['user']['id'] : '';
    return short([action['action_ts'], user, action['action_id']].map(String).join(':'));
  }
  if (isData(body['view']) && typeof body['view']['id'] === 'string')
    return short([body['view']['id'], body['view']['hash']].map(String).join(':'));
  return hashOf(JSON.stringify(body));
}

function short(text: string): string {
  return PLAIN.test(text) ? text : hashOf(text);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
