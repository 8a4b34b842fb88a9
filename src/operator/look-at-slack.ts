import { typed } from '../base/command-names.ts';
import { count } from '../base/text.ts';
import type { Project } from '../release/projects.ts';
import { SlackRefusal, type SlackDesk } from '../slack/port.ts';
import { well, wrong, type Finding } from './finding.ts';

/** Whether the bot can speak in the channel of a project. */
export async function examineChannel(
  desk: Pick<SlackDesk, 'channel'>,
  { name, channelId }: Project,
): Promise<Finding> {
  const invite = 'Type /invite @Slipway there.';
  try {
    const channel = await desk.channel(channelId);
    if (channel.isArchived)
      return wrong(
        `${name}: #${channel.name} is archived. Unarchive it, or set the project up in another channel.`,
      );
    if (!channel.isMember) return wrong(`${name}: the bot is not in #${channel.name}. ${invite}`);
    return well(`${name}: the bot is in #${channel.name}`);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'channel_not_found')
      return wrong(
        `${name}: its channel ${channelId} is gone, or private without the bot. ${invite}`,
      );
    return wrong(
      `${name}: Slack does not show the channel ${channelId} (${code}). Try again later.`,
    );
  }
}

/** Whether everybody with a role and every member is still in the workspace; one finding when all are. */
export async function examinePeople(
  desk: Pick<SlackDesk, 'person'>,
  project: Project,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const everybody = partsOf(project);
  for (const [userId, parts] of everybody) {
    const trouble = await troubleWith(desk, userId);
    if (trouble !== null) findings.push(wrong(`${project.name}: ${parts.join(', ')}: ${trouble}`));
  }
  if (findings.length > 0) return findings;
  const people = count(everybody.size, 'person', 'people');
  return [well(`${project.name}: ${people} with a part in it, all in the workspace`)];
}

/** Whether somebody gets the drafts; the role is empty once its holder was erased. */
export function examineRoles({ name, roles }: Project): readonly Finding[] {
  if (roles.some(({ role }) => role === 'release_manager')) return [];
  const next = `An admin of the workspace can choose one with ${typed('/release')} setup.`;
  return [wrong(`${name}: nobody is release manager, so nobody gets the drafts. ${next}`)];
}

function partsOf({ roles, members }: Project): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  for (const { role, userId } of roles)
    parts.set(userId, [...(parts.get(userId) ?? []), role.replaceAll('_', ' ')]);
  for (const userId of members) parts.set(userId, [...(parts.get(userId) ?? []), 'member']);
  return parts;
}

async function troubleWith(
  desk: Pick<SlackDesk, 'person'>,
  userId: string,
): Promise<string | null> {
  const replace = `Choose somebody else with ${typed('/release')} setup.`;
  try {
    const person = await desk.person(userId);
    return person.isDeactivated
      ? `${person.name} (${userId}) has left the workspace. ${replace}`
      : null;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'user_not_found') return `Slack knows no ${userId}. ${replace}`;
    return `Slack does not show ${userId} (${code}). Try again later.`;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof SlackRefusal) return error.code;
  throw error;
}
