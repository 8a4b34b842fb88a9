/** The invented people of Harbor Labs, and where they meet. */
import type { SandboxChannel, SandboxGroup, SandboxPerson } from '../contract.ts';

/** A seeded person with their GitHub login and the roles they hold in Atlas. */
export interface SeededPerson extends SandboxPerson {
  readonly login: string;
}

function person(
  id: string,
  realName: string,
  title: string,
  zone: string,
  colour: string,
  login: string,
  isAdmin = false,
): SeededPerson {
  const name = realName.split(' ')[0] ?? realName;
  return { id, name, realName, title, zone, colour, login, isAdmin, isBot: false, isGuest: false };
}

/** Everyone, the release manager first: the page opens as her. */
export const PEOPLE = {
  mara: person(
    'U0MARA',
    'Mara Keller',
    'Release manager',
    'Europe/Berlin',
    '#c2410c',
    'mara-k',
    true,
  ),
  ines: person('U0INES', 'Ines Brandt', 'Technical lead', 'Europe/Lisbon', '#0f766e', 'ines-b'),
  paul: person('U0PAUL', 'Paul Osei', 'Product owner', 'America/New_York', '#7c3aed', 'paul-o'),
  dana: person('U0DANA', 'Dana Ruiz', 'QA lead', 'Europe/Berlin', '#be185d', 'dana-r'),
  ivo: person('U0IVO', 'Ivo Tanaka', 'Engineer', 'Europe/Berlin', '#1d4ed8', 'ivo-t'),
  noor: person('U0NOOR', 'Noor Haddad', 'Engineer', 'Asia/Kolkata', '#15803d', 'noor-h'),
  sam: person('U0SAM', 'Sam Whitaker', 'Engineer', 'America/New_York', '#a16207', 'sam-w'),
} as const;

const everyone = Object.values(PEOPLE).map(({ id }) => id);

/** Who is called when production is down. */
export const ON_CALL: SandboxGroup = {
  id: 'S0ONCALL',
  handle: 'on-call',
  name: 'On call',
  members: [PEOPLE.ines.id, PEOPLE.ivo.id],
};

/** Where Atlas is made; Slipway is a member. */
export const ATLAS_CHANNEL = 'C0ATLAS';

/** A second channel without a project and without Slipway, for trying the setup. */
export const ZEPHYR_CHANNEL = 'C0ZEPHYR';

/** The seeded channels; `bot` is Slipway's user id. */
export function seededChannels(bot: string): readonly Omit<SandboxChannel, 'isArchived'>[] {
  return [
    {
      id: ATLAS_CHANNEL,
      name: 'atlas',
      kind: 'public',
      members: [...everyone, bot],
      topic: 'Atlas, the container runtime manager',
    },
    {
      id: ZEPHYR_CHANNEL,
      name: 'zephyr',
      kind: 'public',
      members: [PEOPLE.mara.id, PEOPLE.ivo.id, PEOPLE.noor.id],
      topic: 'Zephyr, not set up yet: invite Slipway and try it',
    },
    {
      id: 'C0WATERCOOLER',
      name: 'watercooler',
      kind: 'public',
      members: everyone,
      topic: 'Everything else',
    },
  ];
}
