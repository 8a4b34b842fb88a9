/** A whole screen for one address, as HTML. */
import { createElement, Fragment } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { viewerOf } from '../draw/viewer.ts';
import type { PageOptions } from '../options.ts';
import type { PageMemory } from '../page-memory.ts';
import { clockBar } from './clock-bar.ts';
import { conversationPane, homePane, threadPane } from './main-pane.ts';
import { drawModals } from './modal.ts';
import { deedButton, deedPanel } from './deed-panel.ts';
import { moodButton, moodPanel } from './mood-panel.ts';
import { placeFor } from './place.ts';
import type { Address, Place } from './place.ts';
import { sidebar } from './sidebar.ts';

function markRead(place: Place, options: PageOptions, memory: PageMemory): void {
  if (place.channel === null) return;
  const last = options.slack
    .messages(place.channel.id, place.person.id)
    .map((message) => message.ts)
    .toSorted()
    .at(-1);
  if (last !== undefined) memory.markRead(place.person.id, place.channel.id, last);
}

/**
 * The screen as the person at `address` sees it. Looking is reading: what it shows counts as read from
 * now on. Rejects only when the time source does.
 */
export async function drawScreen(
  address: Address,
  options: PageOptions,
  memory: PageMemory,
): Promise<string> {
  const { slack, time, moods = [] } = options;
  const deeds = (await options.deeds?.()) ?? null;
  const next = memory.pushing ? null : await time.next();
  const place = placeFor(slack, address);
  if (place === null)
    return renderToStaticMarkup(createElement('p', null, 'Nobody lives here yet.'));
  markRead(place, options, memory);
  const now = time.now();
  const viewer = viewerOf(slack, place.person, place.channel?.id ?? null, now);
  const at = slack.as(place.person.id);
  const messages = place.channel === null ? [] : slack.messages(place.channel.id, viewer.userId);
  const frame = { options, viewer, messages };
  const { channel, thread } = place;
  return renderToStaticMarkup(
    createElement(
      'div',
      {
        id: 'app',
        className: thread === null ? 'app' : 'app with-thread',
        'data-as': viewer.userId,
        'data-at': channel?.id ?? 'home',
        'data-thread': thread ?? '',
      },
      clockBar(
        { now, zone: time.zone, next, pushing: memory.pushing },
        createElement(Fragment, null, deedButton(deeds), moodButton(moods)),
      ),
      sidebar({ slack, memory, viewer, place, workspace: options.workspace ?? 'Harbor Labs' }),
      channel === null ? homePane(at.home(), frame) : conversationPane(channel, frame),
      channel === null || thread === null ? null : threadPane(channel, thread, frame),
      createElement(
        'div',
        { id: 'modals', 'data-key': 'modals' },
        ...drawModals(at.modals(), viewer, memory.trouble),
      ),
      moodPanel(moods),
      deedPanel(deeds),
    ),
  );
}
