/** Where a person stands in the workspace, read from the address: `?as=U…&at=C…&thread=ts`. */
import type { SandboxChannel, SandboxPerson, SandboxSlack } from '../../contract.ts';

/** One screen. `channel` is null on the App Home. */
export interface Place {
  readonly person: SandboxPerson;
  readonly channel: SandboxChannel | null;
  readonly thread: string | null;
}

/** The address parts, as they came. */
export interface Address {
  readonly as?: string | undefined;
  readonly at?: string | undefined;
  readonly thread?: string | undefined;
}

/** The people one can be: everybody but bots. */
export function humans(slack: SandboxSlack): readonly SandboxPerson[] {
  return slack.people().filter((person) => !person.isBot);
}

/** The channels in a person's sidebar, by name; direct messages are listed elsewhere. */
export function channelsOf(slack: SandboxSlack, userId: string): readonly SandboxChannel[] {
  return slack
    .channels()
    .filter((one) => one.kind !== 'im' && !one.isArchived && one.members.includes(userId))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The person's direct message with the bot, when there is one already. */
export function existingDm(slack: SandboxSlack, userId: string): SandboxChannel | null {
  const found = slack.channels().find((one) => one.kind === 'im' && one.members.includes(userId));
  return found ?? null;
}

/** A conversation this person may look at: public, or theirs. */
export function visibleChannel(
  slack: SandboxSlack,
  userId: string,
  id: string,
): SandboxChannel | null {
  const found = slack.channels().find((one) => one.id === id);
  const open = found?.kind === 'public' || found?.members.includes(userId) === true;
  return found !== undefined && open ? found : null;
}

/** The place for an address; anything unknown in it falls back to where a newcomer would start. */
export function placeFor(slack: SandboxSlack, address: Address): Place | null {
  const people = humans(slack);
  const person = people.find((one) => one.id === address.as) ?? people[0];
  if (person === undefined) return null;
  if (address.at === 'home') return { person, channel: null, thread: null };
  const asked =
    address.at === 'dm'
      ? slack.directMessage(person.id)
      : visibleChannel(slack, person.id, address.at ?? '');
  const channel = asked ?? channelsOf(slack, person.id)[0] ?? slack.directMessage(person.id);
  return { person, channel, thread: asked === null ? null : (address.thread ?? null) };
}

/** The address of a place, as a link. */
export function addressOf(as: string, at: string, thread?: string): string {
  const query = new URLSearchParams({ as, at, ...(thread === undefined ? {} : { thread }) });
  return `/?${query.toString()}`;
}
