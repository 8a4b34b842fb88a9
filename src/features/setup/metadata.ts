/** What travels with setup's modals: which project they are about, never what was typed. Pure. */

/** Which project a form makes or changes. */
export interface Where {
  readonly channelId: string;
  /** Null while there is none. */
  readonly projectId: string | null;
  /** How the project looked when the form was opened. */
  readonly seen: string | null;
}

/** Which page of people the second step shows. */
export interface People {
  readonly projectId: string;
  /** Position of the first person of the page. */
  readonly from: number;
  /** True while the project is being set up, false when it is changed. */
  readonly isNew: boolean;
  /** How the labels looked when the page was shown; null where they are not on it. */
  readonly labels: string | null;
}

export function packWhere(where: Where): string {
  return JSON.stringify(where);
}

/** Null for anything that `packWhere` did not write. */
export function unpackWhere(metadata: string): Where | null {
  const { channelId, projectId, seen } = unpack(metadata);
  if (typeof channelId !== 'string') return null;
  return { channelId, projectId: textOrNull(projectId), seen: textOrNull(seen) };
}

export function packPeople(people: People): string {
  return JSON.stringify(people);
}

/** Null for anything that `packPeople` did not write. */
export function unpackPeople(metadata: string): People | null {
  const { projectId, from, isNew, labels } = unpack(metadata);
  if (typeof projectId !== 'string' || typeof from !== 'number') return null;
  return Number.isSafeInteger(from) && from >= 0
    ? { projectId, from, isNew: isNew === true, labels: textOrNull(labels) }
    : null;
}

function unpack(metadata: string): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(metadata);
    return typeof data === 'object' && data !== null ? { ...data } : {};
  } catch {
    return {};
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
