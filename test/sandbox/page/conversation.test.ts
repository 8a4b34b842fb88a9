import { Fragment, createElement } from 'react';
import { describe, expect, test } from 'vitest';
import type { SandboxMessage } from '../../../src/sandbox/contract.ts';
import {
  drawMessages,
  repliesTo,
  topLevel,
} from '../../../src/sandbox/page/screen/conversation.ts';
import { BOT, MARA, PAUL, html, viewer, wordsIn } from './drawn.ts';

function message(
  at: string,
  user: string,
  text: string,
  more: Partial<SandboxMessage> = {},
): SandboxMessage {
  const ts = `${Date.parse(at) / 1000}.000100`;
  const rest = { channel: 'C0ATLAS', threadTs: null, blocks: [], metadata: null, edited: false };
  return { ...rest, ts, user, text, ephemeralTo: null, replyCount: 0, at, ...more };
}

const shortcuts = [{ callbackId: 'risk', name: 'Add as a release risk', type: 'message' as const }];

function drawn(messages: readonly SandboxMessage[], inThread = false, now?: string): string {
  const frame = { viewer: viewer(MARA, now), all: messages, inThread, shortcuts };
  return html(createElement(Fragment, null, ...drawMessages(topLevel(messages), frame)));
}

const days = (markup: string): string[] =>
  [...markup.matchAll(/role="separator" aria-label="([^"]+)"/g)].map(([, words = '']) => words);

describe('grouping', () => {
  test('one author within five minutes stands under one name', () => {
    const markup = drawn([
      message('2026-11-20T10:00:00.000Z', MARA.id, 'one'),
      message('2026-11-20T10:04:00.000Z', MARA.id, 'two'),
      message('2026-11-20T10:10:00.000Z', MARA.id, 'three'),
      message('2026-11-20T10:11:00.000Z', PAUL.id, 'four'),
    ]);
    const names = [...markup.matchAll(/class="author">([^<]+)/g)].map(([, name]) => name);
    expect(names).toEqual(['Mara Keller', 'Mara Keller', 'Paul Osei']);
    expect(markup).toMatch(/aria-label="Mara Keller, 11:04"/);
  });

  test('a day of the reader divides, even one author and two minutes', () => {
    const markup = drawn([
      message('2026-11-18T09:00:00.000Z', MARA.id, 'old'),
      message('2026-11-19T22:59:00.000Z', MARA.id, 'before midnight in Berlin'),
      message('2026-11-19T23:01:00.000Z', MARA.id, 'after'),
    ]);
    expect(days(markup)).toEqual(['Wednesday, November 18th', 'Yesterday', 'Today']);
    expect(markup.match(/class="author"/g)).toHaveLength(3);
  });

  test('another year is named', () => {
    const markup = drawn([message('2025-12-31T09:00:00.000Z', MARA.id, 'x')]);
    expect(days(markup)).toEqual(['Wednesday, December 31st, 2025']);
  });
});

describe('a message', () => {
  test('the app has its badge, people do not', () => {
    const at = '2026-11-20T10:00:00.000Z';
    expect(drawn([message(at, BOT.id, 'x')])).toContain('<span class="app-badge">APP</span>');
    expect(drawn([message(at, MARA.id, 'x')])).not.toContain('APP');
  });

  test('edited, and visible to one person only', () => {
    const at = '2026-11-20T10:00:00.000Z';
    expect(wordsIn(drawn([message(at, BOT.id, 'x', { edited: true })]))).toContain('x(edited)');
    const only = drawn([message(at, BOT.id, 'x', { ephemeralTo: MARA.id })]);
    expect(wordsIn(only)).toContain('Only visible to you');
    expect(only).not.toContain('Reply in thread');
  });

  test('blocks stand instead of the text, and know their message', () => {
    const blocks = [{ type: 'header', block_id: 'h', text: { type: 'plain_text', text: 'Atlas' } }];
    const markup = drawn([message('2026-11-20T10:00:00.000Z', BOT.id, 'fallback', { blocks })]);
    expect(wordsIn(markup)).not.toContain('fallback');
    expect(markup).toMatch(/data-scope="message" data-ts="\d+\.000100" data-at="C0ATLAS"/);
  });

  test('the shortcuts of the app are in its menu', () => {
    const markup = drawn([message('2026-11-20T10:00:00.000Z', PAUL.id, 'host is late')]);
    expect(markup).toMatch(/data-message-shortcut="risk">Add as a release risk/);
  });
});

describe('threads', () => {
  const parent = message('2026-11-18T10:00:00.000Z', BOT.id, 'digest');
  const reply = (at: string, user: string) => message(at, user, 'reply', { threadTs: parent.ts });
  const all = [
    { ...parent, threadTs: parent.ts },
    reply('2026-11-18T11:00:00.000Z', PAUL.id),
    reply('2026-11-20T14:00:00.000Z', MARA.id),
  ];

  test('replies are not in the channel, but counted under their message', () => {
    expect(topLevel(all)).toHaveLength(1);
    expect(repliesTo(all, parent.ts)).toHaveLength(2);
    expect(wordsIn(drawn(all))).toContain('2 repliesLast reply today at 15:00');
    expect(drawn(all)).toContain(`thread=${parent.ts}`);
  });

  test('an older last reply is told in days', () => {
    expect(wordsIn(drawn(all.slice(0, 2)))).toContain('1 replyLast reply 2 days ago');
  });

  test('in the thread itself there is neither bar nor day', () => {
    expect(wordsIn(drawn(all, true))).not.toMatch(/repl(y|ies)|Today|Wednesday/);
  });
});

test('a long history is cut to its end', () => {
  const many = Array.from({ length: 250 }, (_none, minute) =>
    message(
      new Date(Date.UTC(2026, 10, 19, 8, minute)).toISOString(),
      MARA.id,
      `number ${minute}.`,
    ),
  );
  const words = wordsIn(drawn(many));
  expect(words).not.toContain('number 49.');
  expect(words).toContain('number 50.');
  expect(words).toContain('number 249.');
});
