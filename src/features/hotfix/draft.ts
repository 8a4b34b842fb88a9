/** What is filled in to declare a hotfix, and what is wrong with it. Pure. */
import { plusMinutes, type Instant } from '../../base/time.ts';
import { compareVersions, parseVersion, type Version } from '../../release/version.ts';
import type { FormValues } from '../../slack/form-values.ts';
import { criterionOf, NO_CRITERION, type Criterion } from './criteria.ts';
import { issueMistake, readIssue, type NamedIssue } from './issue.ts';

/** The form as it was filled in; texts are trimmed, nothing is checked. */
export interface HotfixDraft {
  readonly criterion: string;
  readonly seen: string;
  readonly since: string;
  readonly impact: string;
  readonly affected: string;
  readonly issue: string;
  readonly lead: string;
}

/** A draft that holds. */
export interface CheckedDraft {
  readonly criterion: Criterion;
  readonly seen: string;
  readonly since: Instant;
  readonly impact: string;
  readonly affected: string;
  /** The newest version that has the fault: the fix is made for it. */
  readonly base: Version;
  readonly issue: NamedIssue | null;
  readonly leadId: string | null;
}

/** What a draft comes to: something to declare, a patch release instead, or sentences at fields. */
export type DraftCheck =
  | { readonly kind: 'fine'; readonly draft: CheckedDraft }
  | { readonly kind: 'patch' }
  | { readonly kind: 'mistaken'; readonly errors: Readonly<Record<string, string>> };

/** Reads the form's fields. */
export function readDraft(values: FormValues): HotfixDraft {
  const text = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    criterion: text('criterion'),
    seen: text('seen'),
    since: text('since'),
    impact: text('impact'),
    affected: text('affected'),
    issue: text('issue'),
    lead: text('lead'),
  };
}

const CLOCK_SLACK_MINUTES = 5;

/** Checks a draft at `now`. A case that meets no criterion is a patch release, whatever else is filled in. */
export function checkDraft(draft: HotfixDraft, now: Instant): DraftCheck {
  if (draft.criterion === NO_CRITERION) return { kind: 'patch' };
  const criterion = criterionOf(draft.criterion);
  const base = newestOf(draft.affected);
  const issue = readIssue(draft.issue);
  const isLater = draft.since > plusMinutes(now, CLOCK_SLACK_MINUTES);
  const errors = {
    ...(criterion === undefined ? { criterion: 'Choose what fits best.' } : {}),
    ...(draft.seen === '' ? { seen: 'Say in a few words what is seen.' } : {}),
    ...(draft.since === '' ? { since: 'Say since when, as well as you know.' } : {}),
    ...(isLater ? { since: 'This is still to come. Say since when it is seen.' } : {}),
    ...(typeof base === 'string' ? { affected: base } : {}),
    ...(issue === undefined ? { issue: issueMistake(draft.issue) } : {}),
  };
  if (
    Object.keys(errors).length > 0 ||
    criterion === undefined ||
    issue === undefined ||
    typeof base === 'string'
  )
    return { kind: 'mistaken', errors };
  const { seen, since, impact, affected } = draft;
  const leadId = draft.lead === '' ? null : draft.lead;
  return {
    kind: 'fine',
    draft: { criterion: criterion.id, seen, since, impact, affected, base, issue, leadId },
  };
}

/** The newest version in a list such as `1.4.1, 1.4.2`, or what is wrong with it. */
function newestOf(text: string): Version | string {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length === 0) return 'Enter the newest version that has the fault, like 1.4.2.';
  const readings = words.map(parseVersion);
  const bad = readings.find((reading) => !reading.ok);
  if (bad !== undefined && !bad.ok) return bad.reason;
  const versions = readings.flatMap((reading) => (reading.ok ? [reading.version] : []));
  const newest = versions.toSorted(compareVersions).at(-1);
  return newest ?? 'Enter the newest version that has the fault, like 1.4.2.';
}
