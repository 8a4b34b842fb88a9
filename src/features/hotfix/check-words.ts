/** The checks of a fix that is out: in the thread, in the room, and as a reminder. Pure. */
import type { KnownBlock, RichTextSection } from '@slack/types';
import type { ChecklistItemRow } from '../../authority/checklists-store.ts';
import { clip, oneLine } from '../../base/text.ts';
import {
  bold,
  button,
  line,
  lines,
  localTime,
  mention,
  notification,
  option,
  type Message,
} from '../../slack/blocks.ts';
import { SECTION_NAMES } from './checks.ts';

/** All that is said about the checks of one try. */
export interface ChecksFacts {
  readonly hotfixId: string;
  /** `Atlas 1.4.2-hotfix`. */
  readonly name: string;
  readonly attempt: number;
  readonly items: readonly ChecklistItemRow[];
  /** Plain name of a user id. */
  readonly nameOf: (id: string) => string;
  /** True once the fix failed, so that this list does not count any more. */
  readonly isOver: boolean;
}

const LONGEST_NAME = 40;

/** `3 of 15 checks done`. */
export function checksWords(items: readonly ChecklistItemRow[]): string {
  const done = items.filter(({ ticked_at: at }) => at !== null).length;
  return `${done} of ${items.length} checks done`;
}

/** The reply under the alert, edited in place. */
export function checksMessage(facts: ChecksFacts): Message {
  const { hotfixId, name, attempt, items, isOver } = facts;
  const isDone = items.every(({ ticked_at: at }) => at !== null);
  const again = attempt > 1 ? `, try ${attempt}` : '';
  const head = isOver
    ? `⚪ ${name}${again}: the fix failed, so these checks do not count`
    : `${isDone ? '✓' : '⏳'} ${name}${again} is out: ${checksWords(items)}`;
  return {
    text: notification(head),
    blocks: [
      lines([line(bold(head))]),
      ...SECTION_NAMES.map((section) => lines(sectionLines(facts, section))),
      ...(isOver || isDone
        ? []
        : [
            {
              type: 'actions' as const,
              elements: [button('Tick off…', 'hotfix.open:checks', hotfixId)],
            },
          ]),
    ],
  };
}

function sectionLines(facts: ChecksFacts, section: string): RichTextSection[] {
  const items = facts.items.filter((item) => item.section === section);
  const done = items.filter(({ ticked_at: at }) => at !== null);
  const open = items.filter(({ ticked_at: at }) => at === null);
  const owners = [...new Set(open.map(({ owner_id: owner }) => owner))];
  return [
    headLine(section, items),
    ...done.map((item) => doneLine(facts, item)),
    ...owners.flatMap((owner) => [
      ...ownerLines(facts, owner),
      ...open.filter(({ owner_id: own }) => own === owner).map(({ text }) => line(`⏳ ${text}`)),
    ]),
  ];
}

function headLine(section: string, items: readonly ChecklistItemRow[]): RichTextSection {
  const due = items[0]?.due_at ?? null;
  return line(
    bold(section),
    ...(due === null ? [] : [' · by ', localTime(due, '{time} {date_short_pretty}')]),
  );
}

function doneLine(facts: ChecksFacts, item: ChecklistItemRow): RichTextSection {
  const who = shortName(facts, item.ticked_by ?? '');
  const when = item.ticked_at === null ? [] : [localTime(item.ticked_at)];
  return line(`✓ ${item.text} · ${who} `, ...when);
}

/** Owners are mentioned above what is theirs: they have something to do, and read it once, when the list is posted. */
function ownerLines({ isOver }: ChecksFacts, owner: string | null): readonly RichTextSection[] {
  return !isOver && owner !== null && /^[UW]/.test(owner) ? [line(mention(owner))] : [];
}

function owned(facts: ChecksFacts, { owner_id: owner }: ChecklistItemRow): string {
  return owner === null ? '' : ` (${shortName(facts, owner)})`;
}

function shortName({ nameOf }: ChecksFacts, id: string): string {
  return clip(oneLine(nameOf(id)), LONGEST_NAME);
}

/** The list in the room: a button for each open check, and a menu that takes a tick back. */
export function checkBlocks(facts: ChecksFacts, mayTick: boolean): readonly KnownBlock[] {
  if (facts.items.length === 0) return [];
  const sections = SECTION_NAMES.flatMap((section): KnownBlock[] => {
    const items = facts.items.filter((item) => item.section === section);
    const done = items.filter(({ ticked_at: at }) => at !== null);
    const open = items.filter(({ ticked_at: at }) => at === null);
    return [
      lines([headLine(section, items), ...done.map((item) => doneLine(facts, item))]),
      ...open.map((item) => openCheck(facts, item, mayTick)),
      ...(mayTick && done.length > 0 ? [takeBack(facts, done)] : []),
    ];
  });
  return [lines([line(bold(checksWords(facts.items)))]), ...sections];
}

function openCheck(facts: ChecksFacts, item: ChecklistItemRow, mayTick: boolean): KnownBlock {
  return {
    type: 'section',
    text: { type: 'plain_text', text: `⏳ ${item.text}${owned(facts, item)}` },
    ...(mayTick
      ? { accessory: button('Tick off', 'hotfix.tick', checkValue(facts, item, 'tick')) }
      : {}),
  };
}

function takeBack(facts: ChecksFacts, done: readonly ChecklistItemRow[]): KnownBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'static_select',
        action_id: `hotfix.tick:${done[0]?.position ?? 0}`,
        placeholder: { type: 'plain_text', text: 'Take a tick back' },
        options: done.map((item) => option(item.text, checkValue(facts, item, 'untick'))),
      },
    ],
  };
}

function checkValue({ hotfixId }: ChecksFacts, { id }: ChecklistItemRow, deed: string): string {
  return `${hotfixId}/${id}/${deed}`;
}

/** The reminder for one owner, by direct message; once for each time by which something is due. */
export function checksDueMessage(facts: ChecksFacts, open: readonly ChecklistItemRow[]): Message {
  const head = `⏳ ${facts.name}: ${open.length === 1 ? 'a check of yours is' : `${open.length} checks of yours are`} due`;
  return {
    text: notification(head),
    blocks: [
      lines([line(bold(head)), ...open.map(({ text }) => line(`⏳ ${text}`))]),
      {
        type: 'actions',
        elements: [button('Tick off…', 'hotfix.open:checks', facts.hotfixId, 'primary')],
      },
    ],
  };
}
