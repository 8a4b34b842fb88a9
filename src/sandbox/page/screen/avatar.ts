/** The pictures of people and of the app: initials on the person's colour, or the app's own mark. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import type { SandboxPerson } from '../../contract.ts';

/** `Mara Lindholm` → `ML`. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = chosen.map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 63));
  return letters.join('').toUpperCase() || '?';
}

const HULL = 'M5 14h18l-3 7H8zM13 4v8H6zm2 2v6h7z';

function appMark(): ReactNode {
  return createElement(
    'svg',
    { viewBox: '0 0 28 28', 'aria-hidden': true },
    createElement('path', { d: HULL, fill: 'currentColor' }),
  );
}

/** A person's picture in the given size class (`small`, `medium`, `round`…). It is decoration: the name stands beside it. */
export function avatar(person: SandboxPerson | undefined, size: string): ReactNode {
  const colour = person?.colour ?? '#616061';
  const inside = person?.isBot === true ? appMark() : initials(person?.realName ?? '?');
  return createElement(
    'span',
    { className: `avatar ${size}`, style: { background: colour }, 'aria-hidden': true },
    inside,
  );
}
