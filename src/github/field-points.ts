/** What a Projects field says of items; silence is told apart from an empty field. Pure. */
import type { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { fieldPointsAnswer } from './answers.ts';
import type { Answered } from './caller.ts';
import { GitHubTrouble, type FieldPoints, type ItemFieldPoints } from './port.ts';
import { shaped } from './shaped.ts';

type Answer = z.output<typeof fieldPointsAnswer>;
type Node = NonNullable<Answer['nodes'][number]>;

/**
 * Items that could not be answered for are left out. When none is left and GitHub says that boards may not be read,
 * that is `refused`: an app without the permission gets its issues all the same, each with a hole for its boards.
 */
export function fieldPointsIn(answer: Answered, wall: Clock): FieldPoints {
  const { nodes, rateLimit } = shaped(fieldPointsAnswer, answer, wall);
  const items = nodes.flatMap((node) => (node === null ? [] : (itemPoints(node) ?? [])));
  const isForbidden = answer.errors.some(
    ({ type, path }) => type === 'FORBIDDEN' && path.includes('projectItems'),
  );
  if (items.length === 0 && isForbidden)
    throw new GitHubTrouble('refused', 'GitHub Projects may not be read.', null);
  return { items, points: rateLimit };
}

/** The first number on any of the boards; null when GitHub did not show every board that it stands on. */
function itemPoints({ id, projectItems }: Node): ItemFieldPoints | null {
  const places = projectItems?.nodes;
  if (places === undefined || places === null) return null;
  const seen = places.filter((place) => place !== null && place.project !== null);
  const value = seen.map((place) => place?.fieldValueByName?.number).find(isNumber);
  if (value !== undefined) return { id, field: 'number', points: value };
  if (seen.length < places.length) return null;
  if (seen.length === 0) return { id, field: 'no board', points: null };
  const kinds = seen.flatMap((place) => place?.project?.field?.dataType ?? []);
  if (kinds.includes('NUMBER')) return { id, field: 'number', points: null };
  return { id, field: kinds.length === 0 ? 'missing' : 'no number', points: null };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
