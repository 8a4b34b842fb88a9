/** What labels mean, as lines that people read and change: `priority: high = P0`. Pure. */
import { clip } from '../../base/text.ts';
import { DEFAULT_LABEL_RULES } from '../../release/labels.ts';
import type { LabelRule } from '../../release/projects.ts';
import type { LabelField } from '../../release/tables.ts';
import { LONGEST_TEXT } from './draft.ts';

const WORDS: Readonly<Record<Exclude<LabelField, 'points'>, readonly string[]>> = {
  priority: ['P0', 'P1', 'P2'],
  tier: ['must', 'should', 'could'],
  kind: ['bug', 'feature', 'enhancement', 'debt', 'dependency', 'docs'],
};
const ORDER: readonly LabelField[] = ['priority', 'tier', 'kind', 'points'];

/** Every word that may stand behind the equals sign, for hints. */
export const MEANINGS = [...Object.values(WORDS).flat(), '5 points'].join(', ');

/**
 * The usual meanings of the labels that really exist. “Priority/High” counts as “priority: high”: only
 * letters and digits are compared.
 */
export function usualRules(labels: readonly string[]): readonly LabelRule[] {
  const rules = DEFAULT_LABEL_RULES.flatMap((rule) =>
    labels
      .filter((label) => bare(label) === bare(rule.label))
      .map((label) => ({ ...rule, label: label.toLowerCase() })),
  );
  return [...new Map(rules.map((rule) => [`${rule.field} ${rule.label}`, rule])).values()];
}

/** Labels whose usual meaning is known, for when a repository's own cannot be read. */
export const USUAL_LABELS: readonly string[] = DEFAULT_LABEL_RULES.map(({ label }) => label);

/** `rules`, and the usual meanings of those labels that have none yet. */
export function withUsual(
  rules: readonly LabelRule[],
  labels: readonly string[],
): readonly LabelRule[] {
  const known = new Set(rules.map(({ label }) => label));
  return [...rules, ...usualRules(labels).filter(({ label }) => !known.has(label))];
}

/** The rules as text that reads back the same. */
export function labelText(rules: readonly LabelRule[]): string {
  const sorted = ORDER.flatMap((field) => rules.filter((rule) => rule.field === field));
  const text = sorted.map(({ label, value, field }) => `${label} = ${meaning(field, value)}`);
  const whole = text.join('\n');
  return whole.length <= LONGEST_TEXT ? whole : densest(sorted);
}

/** Reads the lines. A string is what is wrong with the first bad one, for the person. */
export function parseLabelText(text: string): readonly LabelRule[] | string {
  const rules = new Map<string, LabelRule>();
  for (const typed of text.split('\n').map((each) => each.trim())) {
    if (typed === '') continue;
    const read = parseLine(typed);
    if (typeof read === 'string') return read;
    for (const rule of read) {
      const key = `${rule.field}\n${rule.label}`;
      const before = rules.get(key);
      if (before !== undefined && before.value !== rule.value)
        return `“${clip(rule.label, 50)}” stands for ${before.value} and for ${rule.value}. Keep one of them.`;
      rules.set(key, rule);
    }
  }
  return [...rules.values()];
}

/** True when both say the same, in whatever order. */
export function sameRules(a: readonly LabelRule[], b: readonly LabelRule[]): boolean {
  const sorted = (rules: readonly LabelRule[]): string =>
    JSON.stringify(rules.map(({ label, field, value }) => [label, field, value].join('\n')).sort());
  return sorted(a) === sorted(b);
}

/** The last equals sign parts them: a label may hold one itself. */
function parseLine(typed: string): readonly LabelRule[] | string {
  const at = typed.lastIndexOf('=');
  const label = typed.slice(0, at).trim().toLowerCase();
  if (at < 1 || label === '')
    return `“${clip(typed, 50)}” has no meaning. Write a label, an equals sign and one of ${MEANINGS}.`;
  const rules = typed
    .slice(at + 1)
    .split(',')
    .map((word) => ruleFor(label, word.trim()));
  const bad = rules.find((rule) => typeof rule === 'string');
  return bad ?? rules.filter((rule) => typeof rule !== 'string');
}

function ruleFor(label: string, word: string): LabelRule | string {
  const points = /^(\d{1,3}(?:\.\d)?)(?:\s*points?)?$/i.exec(word)?.[1];
  if (points !== undefined) return { label, field: 'points', value: String(Number(points)) };
  for (const [field, words] of Object.entries(WORDS)) {
    const value = words.find((known) => known.toLowerCase() === word.toLowerCase());
    if (value !== undefined) return { label, field: field as LabelField, value };
  }
  return `“${clip(word, 40)}” for “${clip(label, 50)}” is nothing I know. Choose one of ${MEANINGS}.`;
}

function meaning(field: LabelField, value: string): string {
  return field === 'points' ? `${value} ${value === '1' ? 'point' : 'points'}` : value;
}

/** One line a label without any space: never longer than what a person typed to say the same. */
function densest(rules: readonly LabelRule[]): string {
  const byLabel = Map.groupBy(rules, ({ label }) => label);
  return [...byLabel]
    .map(([label, own]) => `${label}=${own.map(({ value }) => value).join(',')}`)
    .join('\n');
}

function bare(label: string): string {
  return label.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
