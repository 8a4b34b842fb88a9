/** What an item's labels say about it, by the project's rules. Pure. */
import type { LabelRule } from './projects.ts';
import type { Kind, LabelField, Priority, Tier } from './tables.ts';

/** What the labels of an item mean. */
export interface Classification {
  readonly priority: Priority;
  readonly tier: Tier;
  readonly kind: Kind;
  /** Null when no label names points. */
  readonly points: number | null;
}

const PRIORITIES: readonly Priority[] = ['P0', 'P1', 'P2'];
const TIERS: readonly Tier[] = ['must', 'should', 'could'];
const KINDS: readonly Kind[] = ['bug', 'feature', 'enhancement', 'debt', 'dependency', 'docs'];

/** Common label names and what they mean; setup starts from these and adds what the repository uses. */
export const DEFAULT_LABEL_RULES: readonly LabelRule[] = [
  ...rules('priority', 'P0', ['p0', 'priority: critical', 'priority: high', 'critical', 'blocker']),
  ...rules('priority', 'P1', ['p1', 'priority: medium', 'high priority']),
  ...rules('priority', 'P2', ['p2', 'priority: low', 'low priority']),
  ...rules('tier', 'must', ['must', 'must have', 'must-have']),
  ...rules('tier', 'should', ['should', 'should have', 'should-have']),
  ...rules('tier', 'could', ['could', 'nice to have', 'nice-to-have']),
  ...rules('kind', 'bug', ['bug', 'type: bug', 'regression', 'security']),
  ...rules('kind', 'feature', ['feature', 'type: feature', 'new feature']),
  ...rules('kind', 'enhancement', ['enhancement', 'improvement', 'performance']),
  ...rules('kind', 'debt', ['debt', 'tech debt', 'technical debt', 'refactoring', 'architecture']),
  ...rules('kind', 'dependency', ['dependencies', 'dependency']),
  ...rules('kind', 'docs', ['docs', 'documentation']),
  ...[1, 2, 3, 5, 8, 13].flatMap((points) =>
    rules('points', String(points), [`size: ${points}`, `points: ${points}`, `sp: ${points}`]),
  ),
];

/**
 * Reads an item's labels. Where several match, the most urgent priority, the strictest tier, the first
 * kind in our order and the largest points win. Without a priority label an item is P2; without a tier
 * label its tier follows its priority; without a kind label it is an enhancement.
 */
export function classify(labels: readonly string[], rules: readonly LabelRule[]): Classification {
  const own = new Set(labels.map((label) => label.toLowerCase()));
  const matching = rules.filter((rule) => own.has(rule.label));
  const said = (field: LabelField): readonly string[] =>
    matching.filter((rule) => rule.field === field).map((rule) => rule.value);
  const priority = firstOf(PRIORITIES, said('priority')) ?? 'P2';
  const points = said('points')
    .map(Number)
    .filter((value) => Number.isFinite(value) && value >= 0);
  return {
    priority,
    tier: firstOf(TIERS, said('tier')) ?? tierOf(priority),
    kind: firstOf(KINDS, said('kind')) ?? 'enhancement',
    points: points.length > 0 ? Math.max(...points) : null,
  };
}

function tierOf(priority: Priority): Tier {
  return { P0: 'must', P1: 'should', P2: 'could' }[priority] as Tier;
}

function firstOf<T extends string>(order: readonly T[], said: readonly string[]): T | undefined {
  return order.find((word) => said.includes(word));
}

function rules(field: LabelField, value: string, labels: readonly string[]): readonly LabelRule[] {
  return labels.map((label) => ({ label, field, value }));
}
