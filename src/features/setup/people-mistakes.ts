/** Who was named and cannot be: apps, people who have left, and people of another organisation. Pure. */
import type { SlackPerson } from '../../slack/port.ts';
import type { Mistakes } from './check-draft.ts';
import type { SetupDraft } from './draft.ts';

/** A sentence at every field that names somebody who can neither be asked nor decide. */
export function peopleMistakes(
  draft: SetupDraft,
  people: ReadonlyMap<string, SlackPerson | undefined>,
): Mistakes {
  const fields = [...Object.entries(draft.roles), ['members', draft.members] as const];
  return Object.fromEntries(
    fields.flatMap(([field, ids]) => {
      const sentences = ids.flatMap((id) => mistakeOf(people.get(id)) ?? []);
      return sentences.length === 0 ? [] : [[field, [...new Set(sentences)].join(' ')] as const];
    }),
  );
}

function mistakeOf(person: SlackPerson | undefined): string | null {
  if (person === undefined) return 'Slack does not know one of these people. Take them out.';
  if (person.isBot) return `${person.name} is an app and cannot answer. Take it out.`;
  if (person.isOutside)
    return `${person.name} is of another organisation: check-ins and drafts name work that only your own people may read. Take them out; they read the digest in a channel that you share.`;
  if (person.isDeactivated) return `${person.name} has left Slack. Take them out.`;
  return null;
}
