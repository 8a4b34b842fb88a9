/** What a declaration's modals carry along: texts, so that nothing typed is lost on the way. Pure. */
import type { HotfixDraft } from './draft.ts';

/** Where a declaration comes from, and which hotfixes its author has seen already. */
export interface Where {
  readonly projectId: string;
  /** The channel of the message it was made from; null for none. */
  readonly messageIn: string | null;
  readonly known: readonly string[];
  /** The form as it was filled in, once it was submitted; undefined before. */
  readonly draft?: HotfixDraft;
}

// Who runs more than these at once has other worries than declaring one of them twice.
const MOST_KNOWN = 15;

/** As metadata: the texts' own limits, and the newest known ones alone, keep it below Slack's 3,000 characters. */
export function packWhere(where: Where): string {
  return JSON.stringify({ ...where, known: where.known.slice(0, MOST_KNOWN) });
}

/** Reads what `packWhere` wrote; null for anything else. */
export function unpackWhere(metadata: string): Where | null {
  const data = parsed(metadata);
  const { projectId, messageIn, known, draft } = data;
  if (typeof projectId !== 'string') return null;
  const ids = Array.isArray(known) ? known.filter((id) => typeof id === 'string') : [];
  const where = {
    projectId,
    messageIn: typeof messageIn === 'string' ? messageIn : null,
    known: ids,
  };
  const texts = typeof draft === 'object' && draft !== null ? textsIn(draft) : null;
  return texts === null ? where : { ...where, draft: texts };
}

function parsed(metadata: string): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(metadata);
    return typeof data === 'object' && data !== null ? { ...data } : {};
  } catch {
    return {};
  }
}

function textsIn(draft: object): HotfixDraft {
  const fields = new Map<string, unknown>(Object.entries(draft));
  const text = (name: keyof HotfixDraft): string => {
    const value = fields.get(name);
    return typeof value === 'string' ? value : '';
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
