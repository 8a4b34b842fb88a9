/** The door of App Home: what waits for a person, their releases, and the ledger for admins. */
import type { Feature } from '../../feature.ts';
import { follow, FOLLOWED } from './follow.ts';
import { ledgerPressed } from './ledger.ts';
import { drawWanted, homeOpened } from './publish.ts';

export const home: Feature = {
  name: 'home',
  events: { app_home_opened: homeOpened },
  presses: { 'home.ledger': { action: 'home.ledger', run: ledgerPressed } },
  on: Object.fromEntries(FOLLOWED.map((event) => [event, follow])),
  beat: drawWanted,
};
