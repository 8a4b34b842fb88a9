/** What is checked once a fix is out: the list, who owns what, and by when. Pure. */
import type { ChecklistItemRow, NewChecklistItem } from '../../authority/checklists-store.ts';
import { plusMinutes, type Instant } from '../../base/time.ts';

/** Who owns a check: the lead of the hotfix, or a role of the project. */
export type CheckOwner = 'lead' | 'qa_lead' | 'product_owner';

/** A part of the list. `afterMinutes` is counted from the deployment. */
interface Section {
  readonly name: string;
  readonly afterMinutes: number;
  readonly items: readonly (readonly [owner: CheckOwner, text: string])[];
}

/** The parts in order; texts and hours follow the production validation of the release process. */
const SECTIONS: readonly Section[] = [
  {
    name: '0–2 hours',
    afterMinutes: 2 * 60,
    items: [
      ['lead', 'What was broken works again'],
      ['lead', 'The core functions can be reached'],
      ['qa_lead', 'People can sign in'],
      ['qa_lead', 'The key workflows work'],
      ['lead', 'It answers as fast as usual'],
      ['lead', 'No critical errors in the logs'],
    ],
  },
  {
    name: '2–8 hours',
    afterMinutes: 8 * 60,
    items: [
      ['qa_lead', 'All that was changed works as it was meant'],
      ['qa_lead', 'The connected systems work'],
      ['lead', 'It is as fast under normal load'],
      ['lead', 'Monitoring and alarms work'],
      ['lead', 'The way back to the version before was tried'],
    ],
  },
  {
    name: 'Business',
    afterMinutes: 8 * 60,
    items: [
      ['product_owner', 'The key business figures are stable'],
      ['product_owner', 'What customers see works'],
      ['product_owner', 'Support knows what was mended'],
      ['product_owner', 'Everybody concerned was told'],
    ],
  },
];

/** Names of the sections, in order. */
export const SECTION_NAMES: readonly string[] = SECTIONS.map(({ name }) => name);

/** What the checks of one try are filed under. */
export function checksSubject(hotfixId: string, attempt: number): string {
  return `hotfix:${hotfixId}:validation:${attempt}`;
}

/** The list of a fix that went out at `deployedAt`; `owners` are user ids. */
export function newChecks(
  deployedAt: Instant,
  owners: Readonly<Record<CheckOwner, string>>,
): readonly NewChecklistItem[] {
  return SECTIONS.flatMap(({ name, afterMinutes, items }) =>
    items.map(([owner, text]) => ({
      section: name,
      text,
      owner_id: owners[owner],
      due_at: plusMinutes(deployedAt, afterMinutes),
    })),
  );
}

/** A reminder: whom, at what instant. */
export interface CheckReminder {
  readonly userId: string;
  readonly dueAt: Instant;
}

/** One for each owner and each time by which something of theirs is due. */
export function remindersOf(
  items: readonly Pick<NewChecklistItem, 'owner_id' | 'due_at'>[],
): readonly CheckReminder[] {
  const all = new Map<string, CheckReminder>();
  for (const { owner_id: userId, due_at: dueAt } of items)
    if (userId !== null && dueAt !== null) all.set(`${userId}/${dueAt}`, { userId, dueAt });
  return [...all.values()];
}

/** True when a later reminder for the same owner is due as well: after a sleep one is enough. */
export function isOvertaken(
  { userId, dueAt }: CheckReminder,
  items: readonly Pick<ChecklistItemRow, 'owner_id' | 'due_at'>[],
  now: Instant,
): boolean {
  return remindersOf(items).some(
    (other) => other.userId === userId && other.dueAt > dueAt && other.dueAt <= now,
  );
}

/** What this person has not ticked off by an instant at which it is due. */
export function overdueFor(
  userId: string,
  dueAt: Instant,
  items: readonly ChecklistItemRow[],
): readonly ChecklistItemRow[] {
  return items.filter(
    (item) =>
      item.owner_id === userId &&
      item.ticked_at === null &&
      item.due_at !== null &&
      item.due_at <= dueAt,
  );
}
