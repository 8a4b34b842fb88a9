/** Facts for tests, each sound by itself; a test names only what it is about. */
import type { TeamVoice } from '../../src/feature.ts';
import type { ScopeItem } from '../../src/release/items.ts';
import { DEFAULT_LABEL_RULES } from '../../src/release/labels.ts';
import { DEFAULT_RHYTHM, DEFAULT_THRESHOLDS, type Project } from '../../src/release/projects.ts';
import type { Release } from '../../src/release/releases.ts';

/** Atlas, reported in Berlin. */
export function aProject(changes: Partial<Project> = {}): Project {
  return {
    id: 'prj_atlas',
    workspaceId: 'T1',
    name: 'Atlas',
    channelId: 'C0ATLAS',
    zone: 'Europe/Berlin',
    rhythm: DEFAULT_RHYTHM,
    thresholds: DEFAULT_THRESHOLDS,
    pointsField: null,
    pointsTrouble: null,
    showsPrivate: false,
    setUpBy: 'UMARA',
    roles: [{ role: 'release_manager', userId: 'UMARA' }],
    members: ['UIVO', 'UDANA'],
    labelRules: DEFAULT_LABEL_RULES,
    repositories: [],
    idleDays: [],
    ...changes,
  };
}

/** 0.7.0, planned on Monday 16 November for Friday 18 December 2026, without calendar steps. */
export function aRelease(changes: Partial<Release> = {}): Release {
  return {
    id: 'rel_070',
    workspaceId: 'T1',
    projectId: 'prj_atlas',
    version: '0.7.0',
    type: 'minor',
    theme: 'Container stability',
    compatibility: '',
    goals: [],
    targetDate: '2026-12-18',
    stage: 'development',
    source: { kind: 'labels', labels: ['0.7.0'] },
    plannedOn: '2026-11-16',
    plannedBy: 'UMARA',
    createdAt: '2026-11-16T08:00:00.000Z',
    shippedAt: null,
    endedAt: null,
    milestones: [],
    ...changes,
  };
}

let next = 1;

/** An open P1 issue with three points and an owner. */
export function anItem(changes: Partial<ScopeItem> = {}): ScopeItem {
  const number = next++;
  return {
    id: `item-${number}`,
    repositoryId: 'R1',
    repository: 'atlas',
    isPrivate: false,
    item: 'issue',
    number,
    title: `Item ${number}`,
    url: `https://github.example/oci-labs/atlas/issues/${number}`,
    isDone: false,
    doneAt: null,
    openedAt: '2026-10-01T08:00:00.000Z',
    updatedAt: '2026-11-16T08:00:00.000Z',
    assignees: ['ivo-t'],
    priority: 'P1',
    tier: 'should',
    kind: 'enhancement',
    points: 3,
    wasPlanned: true,
    addedAt: '2026-11-16T08:00:00.000Z',
    removedAt: null,
    deferredTo: null,
    deferredReason: null,
    leftBecause: null,
    ...changes,
  };
}

/** An item that was done at an instant. */
export function aDoneItem(doneAt: string, changes: Partial<ScopeItem> = {}): ScopeItem {
  return anItem({ isDone: true, doneAt, ...changes });
}

/** A team that was asked and has said nothing. */
export function aVoice(changes: Partial<TeamVoice> = {}): TeamVoice {
  return {
    asked: 3,
    answered: 0,
    missing: [],
    votes: 0,
    medianConfidence: null,
    accomplishments: [],
    risks: [],
    focus: [],
    support: [],
    slipping: [],
    answeredLate: 0,
    ...changes,
  };
}
