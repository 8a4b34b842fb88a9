/** What a person has filled in so far; it travels in the modal's metadata, so that nothing typed is lost. */
import type { FormValues } from '../../slack/form-values.ts';
import { tidySearch } from './search-words.ts';
import type { ReleaseType } from '../../release/version.ts';

/** Slack's limit for what a modal carries along, in UTF-16 units. */
export const METADATA_LIMIT = 3000;

/** Longest texts that the form takes, in UTF-16 units. With goals or labels they may be too long together. */
export const LONGEST = { theme: 150, compatibility: 600, milestoneTitle: 150, labelNames: 150 };

/** The plan form as it is filled in. Texts are as typed; an empty one was left empty. */
export interface PlanDraft {
  readonly projectId: string;
  readonly version: string;
  /** `auto`: as the version says. */
  readonly type: ReleaseType | 'auto';
  /** A calendar date, or empty. */
  readonly target: string;
  readonly theme: string;
  readonly compatibility: string;
  /** One a line, list markers and all. */
  readonly goals: string;
  /** Key of the chosen GitHub milestone, see `MilestoneChoice`. */
  readonly milestone: string | null;
  /** A title typed where GitHub's list was not at hand. */
  readonly milestoneTitle: string;
  readonly labels: readonly string[];
  /** Labels typed with commas between them, where GitHub's list was not at hand. */
  readonly labelNames: string;
  /** A search in GitHub's own words, tidied. */
  readonly search: string;
}

/** Reads the form's values. A field that the form did not show is empty. */
export function draftFrom(projectId: string, values: FormValues): PlanDraft {
  const text = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value : '';
  };
  const labels = values['labels'];
  return {
    projectId,
    version: text('version').trim(),
    type: typeIn(text('type')),
    target: text('target'),
    theme: text('theme').trim(),
    compatibility: text('compatibility').trim(),
    goals: text('goals').trim(),
    milestone: text('milestone') || null,
    milestoneTitle: text('milestone_title').trim(),
    labels: Array.isArray(labels) ? labels : [],
    labelNames: text('label_names').trim(),
    search: tidySearch(text('search')),
  };
}

function typeIn(text: string): PlanDraft['type'] {
  switch (text) {
    case 'major':
    case 'minor':
    case 'patch':
    case 'hotfix':
      return text;
    default:
      return 'auto';
  }
}

/** The draft as metadata. May be longer than Slack takes: compare with `METADATA_LIMIT`. */
export function packDraft(draft: PlanDraft): string {
  return JSON.stringify(draft);
}

/** What the form itself carries: its fields hold the rest, which may still be longer than Slack takes here. */
export function packProject(projectId: string): string {
  return JSON.stringify({ projectId });
}

/** Reads metadata that `packDraft` or `packProject` wrote; null for anything else. */
export function unpackDraft(metadata: string): PlanDraft | null {
  const data = unpack(metadata);
  const projectId = data['projectId'];
  if (typeof projectId !== 'string') return null;
  const { milestoneTitle, labelNames, labels, ...same } = data;
  const values = { ...same, labels, milestone_title: milestoneTitle, label_names: labelNames };
  return draftFrom(projectId, onlyTexts(values));
}

/** Metadata as named values; empty when it is not ours. */
export function unpack(metadata: string): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(metadata);
    return typeof data === 'object' && data !== null ? { ...data } : {};
  } catch {
    return {};
  }
}

function onlyTexts(data: Readonly<Record<string, unknown>>): FormValues {
  const entries = Object.entries(data).flatMap(([name, value]): [string, FormValues[string]][] => {
    if (typeof value === 'string') return [[name, value]];
    if (!Array.isArray(value)) return [];
    return [[name, value.filter((item) => typeof item === 'string')]];
  });
  return Object.fromEntries(entries);
}
