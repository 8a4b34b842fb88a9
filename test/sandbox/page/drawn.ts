/** Drawing single pieces in tests, for one known reader. */
import { Fragment, createElement } from 'react';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { drawBlock } from '../../../src/sandbox/page/block/draw-block.ts';
import type { Viewer } from '../../../src/sandbox/page/draw/viewer.ts';
import type { SandboxChannel, SandboxPerson } from '../../../src/sandbox/contract.ts';

function person(id: string, realName: string, zone: string, isBot = false): SandboxPerson {
  const name = realName.split(' ')[0] ?? realName;
  const rest = { title: `${name}'s title`, colour: '#123456', isAdmin: false, isGuest: false };
  return { id, name, realName, zone, isBot, ...rest };
}

/** Mara reads in Berlin on Fri 20 Nov 2026, 16:00; Paul lives in New York. */
export const MARA = person('U0MARA', 'Mara Keller', 'Europe/Berlin');
export const PAUL = person('U0PAUL', 'Paul Osei', 'America/New_York');
export const BOT = person('U0BOT', 'Slipway', 'UTC', true);

/** A public channel with everybody in it, unless told otherwise. */
export function channel(
  id: string,
  name: string,
  more: Partial<SandboxChannel> = {},
): SandboxChannel {
  const members = [MARA.id, PAUL.id, BOT.id];
  return { id, name, kind: 'public', members, topic: '', isArchived: false, ...more };
}

export const ATLAS = channel('C0ATLAS', 'atlas');

/** A reader; Mara unless told otherwise. */
export function viewer(who: SandboxPerson = MARA, now = '2026-11-20T15:00:00.000Z'): Viewer {
  const channels = [ATLAS, channel('C0SECRET', 'secret', { kind: 'private', members: [PAUL.id] })];
  return {
    userId: who.id,
    zone: who.zone,
    now,
    here: ATLAS.id,
    people: new Map([MARA, PAUL, BOT].map((one) => [one.id, one])),
    channels: new Map(channels.map((one) => [one.id, one])),
    handles: new Map([['S0ONCALL', 'on-call']]),
  };
}

/** A node as HTML. */
export function html(node: ReactNode): string {
  return renderToStaticMarkup(createElement(Fragment, null, node));
}

/** One block as HTML, on a surface called `V1`. */
export function blockHtml(
  block: Readonly<Record<string, unknown>>,
  errors: Readonly<Record<string, string>> = {},
  who: SandboxPerson = MARA,
): string {
  return html(drawBlock(block, { viewer: viewer(who), id: 'V1', errors }));
}

/** The text a reader sees: tags taken out, entities resolved. */
export function wordsIn(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}
