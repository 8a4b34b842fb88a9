/** The few line icons of the page. */
import { createElement } from 'react';
import type { ReactNode } from 'react';

const PATHS = {
  lock: 'M6 9V6.5a4 4 0 0 1 8 0V9m-9 0h10v8H5z',
  hash: 'M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13M3 12.5h13',
  send: 'M3 4l14 6-14 6 2.5-6zm2.5 6H11',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M12 4l-6 6 6 6',
  reply: 'M4 4h12v9H9l-4 4v-4H4z',
  people:
    'M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6m-5 8c0-4 2-6 5-6s5 2 5 6m1-8a2.5 2.5 0 1 0-1-5m2 8c2.5 0 4 2 4 5',
  menu: 'M3 5h14M3 10h14M3 15h14',
  eye: 'M2 10c2-4 5-6 8-6s6 2 8 6c-2 4-5 6-8 6s-6-2-8-6m8 2.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
  bolt: 'M11 2 4 11h5l-1 7 8-10h-6z',
  branch: 'M6 3v14M6 14c0-4 8-2 8-7M14 3a2 2 0 1 0 .01 0',
  down: 'M5 8l5 5 5-5',
  home: 'M3 9l7-6 7 6v8H3z',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

/** A 20-pixel line icon; always decoration beside words or an aria-label. */
export function icon(name: IconName): ReactNode {
  return createElement(
    'svg',
    { className: 'icon', viewBox: '0 0 20 20', 'aria-hidden': true },
    createElement('path', { d: PATHS[name] }),
  );
}
