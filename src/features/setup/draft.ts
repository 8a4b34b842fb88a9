/** What a person has filled in about a project, before anything of it is checked. Pure. */
import type { Weekday, Zone } from '../../base/time.ts';
import { oneLine } from '../../base/text.ts';
import { DEFAULT_RHYTHM, holders, type Project, type Rhythm } from '../../release/projects.ts';
import type { RepositoryName } from '../../github/port.ts';
import type { FormValues } from '../../slack/form-values.ts';
import { idleDaysText } from './idle-days.ts';
import { NO_HOLDERS, ROLE_FIELDS, type RoleHolders } from './roles.ts';
import { thresholdTexts, USUAL_THRESHOLDS, type ThresholdTexts } from './thresholds.ts';

/** Longest name, in UTF-16 units: it stands in the headline of every card. */
export const LONGEST_NAME = 60;
/** Longer than any field of GitHub Projects. */
export const LONGEST_FIELD = 100;
/** Slack's ceiling for what a person may type into a field. */
export const LONGEST_TEXT = 3000;

/** What travels with the box about titles of private repositories. */
export const SHOWN = 'shown';

/** The form as it is filled in. Texts are as typed. */
export interface SetupDraft {
  readonly name: string;
  /** `owner/name`, several with commas or line breaks between. */
  readonly repositories: string;
  readonly channelId: string;
  readonly zone: Zone;
  readonly rhythm: Rhythm;
  readonly roles: RoleHolders;
  readonly members: readonly string[];
  readonly idleDays: string;
  /** Name of the number field of GitHub Projects; empty when labels say the points. */
  readonly pointsField: string;
  readonly thresholds: ThresholdTexts;
  /** Titles of private repositories may be read by everybody in the channel. */
  readonly showsPrivate: boolean;
}

/** What the form of a new project starts with. */
export interface Beginning {
  readonly channelId: string;
  readonly channelName: string;
  readonly userId: string;
  readonly zone: Zone;
  /** People of the channel who may be asked. */
  readonly people: readonly string[];
}

/** A new project: all defaults, the person who sets it up leads. */
export function freshDraft(beginning: Beginning): SetupDraft {
  const { channelId, channelName, userId, zone, people } = beginning;
  return {
    name: nameFrom(channelName),
    repositories: '',
    channelId,
    zone,
    rhythm: DEFAULT_RHYTHM,
    roles: { ...NO_HOLDERS, release_manager: [userId] },
    members: people,
    idleDays: '',
    pointsField: '',
    thresholds: USUAL_THRESHOLDS,
    showsPrivate: false,
  };
}

/** A project as it stands; people for whom `isGone` holds are left out. */
export function draftOf(project: Project, isGone: (userId: string) => boolean): SetupDraft {
  const here = (userId: string): boolean => !isGone(userId);
  const roles = ROLE_FIELDS.map(({ role }) => [role, holders(project, role).filter(here)] as const);
  return {
    name: project.name,
    repositories: repositoriesText(project.repositories),
    channelId: project.channelId,
    zone: project.zone,
    rhythm: project.rhythm,
    roles: { ...NO_HOLDERS, ...Object.fromEntries(roles) },
    members: project.members.filter(here),
    idleDays: idleDaysText(project.idleDays),
    pointsField: project.pointsField ?? '',
    thresholds: thresholdTexts(project.thresholds),
    showsPrivate: project.showsPrivate,
  };
}

/** Names as the form shows them. */
export function repositoriesText(repositories: readonly RepositoryName[]): string {
  return repositories.map(({ owner, name }) => `${owner}/${name}`).join('\n');
}

/** Reads the form. `channelId` is taken where the form did not ask for one. */
export function draftFrom(values: FormValues, channelId: string): SetupDraft {
  const text = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const roles = ROLE_FIELDS.map(({ role }) => [role, listed(values, role)] as const);
  return {
    name: oneLine(text('name')),
    repositories: text('repositories'),
    channelId: text('channel') || channelId,
    zone: text('zone'),
    rhythm: {
      askWeekday: weekday(text('ask_weekday'), DEFAULT_RHYTHM.askWeekday),
      askTime: text('ask_time') || DEFAULT_RHYTHM.askTime,
      closeTime: text('close_time') || DEFAULT_RHYTHM.closeTime,
      digestWeekday: weekday(text('digest_weekday'), DEFAULT_RHYTHM.digestWeekday),
      digestTime: text('digest_time') || DEFAULT_RHYTHM.digestTime,
      draftTime: text('draft_time') || DEFAULT_RHYTHM.draftTime,
    },
    roles: { ...NO_HOLDERS, ...Object.fromEntries(roles) },
    members: listed(values, 'members'),
    idleDays: text('idle_days'),
    pointsField: oneLine(text('points_field')),
    // The form of a new project has no fields for them.
    thresholds: {
      behindPoints: text('behind_points') || USUAL_THRESHOLDS.behindPoints,
      lowConfidence: text('low_confidence') || USUAL_THRESHOLDS.lowConfidence,
    },
    showsPrivate: listed(values, 'private_titles').includes(SHOWN),
  };
}

/** Everyone who is named anywhere, each once. */
export function namedPeople(draft: Pick<SetupDraft, 'roles' | 'members'>): readonly string[] {
  return [...new Set([...Object.values(draft.roles).flat(), ...draft.members])];
}

/** A channel's name as a project's: `proj-atlas` becomes `Proj atlas`. */
function nameFrom(channelName: string): string {
  const words = oneLine(channelName.replace(/[-_]+/g, ' ')).slice(0, LONGEST_NAME);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function listed(values: FormValues, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? [...new Set<string>(value)] : [];
}

function weekday(text: string, otherwise: Weekday): Weekday {
  return /^[1-7]$/.test(text) ? (Number(text) as Weekday) : otherwise;
}
