/** Fills the form in: with a draft, with a project as it stands, and with what is worth a thought. */
import { createHash } from 'node:crypto';
import type { Context } from '../../feature.ts';
import { findPeople } from '../../release/people.ts';
import type { Project } from '../../release/projects.ts';
import type { ModalView } from '../../slack/blocks.ts';
import { SlackRefusal } from '../../slack/port.ts';
import { askPeople, mayBeAsked, type AskedPeople } from './ask-slack.ts';
import type { Mistakes } from './check-draft.ts';
import { draftOf, namedPeople, type SetupDraft } from './draft.ts';
import { setupForm } from './form-modal.ts';
import { packWhere } from './metadata.ts';
import { rhythmWarnings } from './warnings.ts';
import { zoneGroups } from './zones.ts';

/** The form of a project that stands; whoever has left Slack is taken out, and named. */
export async function standingForm(ctx: Context, project: Project): Promise<ModalView> {
  const whole = draftOf(project, () => false);
  const known = await findPeople(ctx.db, ctx.workspace.id, namedPeople(whole));
  const isGone = (id: string): boolean => known.get(id)?.isDeactivated === true;
  const gone = namedPeople(whole).filter(isGone);
  const notices =
    gone.length === 0
      ? []
      : [
          `Left Slack and taken out here: ${gone.map((id) => known.get(id)?.name ?? id).join(', ')}.`,
        ];
  return formFor(ctx, draftOf(project, isGone), project, { notices });
}

/** The form with a draft in it; `project` is the one that it changes. */
export async function formFor(
  ctx: Context,
  draft: SetupDraft,
  project: Project | undefined,
  more: { readonly notices?: readonly string[]; readonly mistakes?: Mistakes } = {},
): Promise<ModalView> {
  return setupForm(draft, {
    isNew: project === undefined,
    zones: zoneGroups([draft.zone, ...(project === undefined ? [] : [project.zone])]),
    notices: more.notices ?? [],
    warnings: await warningsFor(ctx, draft),
    mistakes: more.mistakes ?? {},
    metadata: packWhere({
      channelId: project?.channelId ?? draft.channelId,
      projectId: project?.id ?? null,
      seen: project === undefined ? null : fingerprint(project),
    }),
  });
}

/** Whose working day the rhythm misses, of those who are asked or get the draft. */
export async function warningsFor(ctx: Context, draft: SetupDraft): Promise<readonly string[]> {
  const asked = namedPeople({ ...draft, roles: { ...draft.roles, stakeholder: [] } });
  const people = await askPeople(ctx, asked).catch(silent);
  const clockwise = asked.flatMap((id) => {
    const person = people.get(id);
    if (person === undefined || !mayBeAsked(person)) return [];
    const leads = draft.roles.release_manager.includes(id);
    return [{ name: person.name, zone: person.zone, leads }];
  });
  return rhythmWarnings(draft.rhythm, draft.zone, clockwise, ctx.now);
}

/** A warning is never worth failing for. */
function silent(error: unknown): AskedPeople {
  if (error instanceof SlackRefusal) return new Map();
  throw error;
}

/** Changes whenever anything that the form shows of a project does. */
export function fingerprint(project: Project): string {
  return fingerprintOf(draftOf(project, () => false));
}

/** The same for a draft whose texts are written as those of a project are. */
export function fingerprintOf(draft: SetupDraft): string {
  const shown = JSON.stringify({ ...draft, members: draft.members.toSorted() });
  return createHash('sha256').update(shown).digest('base64url').slice(0, 16);
}
