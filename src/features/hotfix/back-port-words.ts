/** What is said to whoever owes the default branch a fix. Pure. */
import { bold, button, line, lines, notification, type Message } from '../../slack/blocks.ts';
import { mainWords } from './fix-rules.ts';
import type { FixRow } from './fix-store.ts';
import { owedWords, wherePieces } from './fix-words.ts';

/** The direct message */
export function backPortMessage(name: string, hotfixId: string, fix: FixRow): Message {
  const main = mainWords(fix);
  const where = wherePieces(fix);
  const head = `⛔ ${name}: the fix is ${owedWords(fix)}`;
  return {
    text: notification(head),
    blocks: [
      lines([
        line(bold(head)),
        ...(where.length === 0 ? [] : [line(...where, '.')]),
        line(`Without it on ${main} the next release brings the fault back.`),
      ]),
      {
        type: 'actions',
        elements: [
          button('Open hotfix', 'hotfix.open', hotfixId, 'primary'),
          notNeededButton(hotfixId, fix),
        ],
      },
    ],
  };
}

/** “Not needed on main…”. */
export function notNeededButton(hotfixId: string, fix: FixRow) {
  return button(
    `Not needed on ${mainWords(fix)}…`,
    'hotfix.words:no_back_port',
    `no_back_port/${hotfixId}`,
  );
}
