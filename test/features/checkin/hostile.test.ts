import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from '../../../src/base/text.ts';
import { checkinMessage } from '../../../src/features/checkin/blocks.ts';
import type { Section } from '../../../src/features/checkin/message-words.ts';
import { keptMessage } from '../../../src/features/checkin/form-words.ts';
import { historyMessage } from '../../../src/features/checkin/history-blocks.ts';
import { formModal } from '../../../src/features/checkin/modals.ts';
import { outcomeMessage, supportMessage } from '../../../src/features/checkin/support-blocks.ts';
import { breaches } from './limits.ts';
import { EMPTY, section, view, formSection, aRow } from './samples.ts';
import { anItemValue, aProjectValue, aReleaseValue } from './values.ts';
import { hostileText as text } from '../../support/hostile.ts';

describe('whatever the words are, Slack takes them and pings nobody', () => {
  const closed = fc
    .array(text, { maxLength: 12 })
    .map((titles) =>
      titles.map((title, index) => anItemValue(index, title, { repository: title, url: title })),
    );
  const state: fc.Arbitrary<Section['state']> = fc.constantFrom(
    { kind: 'open' },
    { kind: 'choosing', confidence: 1 },
    { kind: 'recorded', confidence: 5, late: true },
    { kind: 'closed' },
    { kind: 'over', confidence: null, how: 'has shipped' },
  );
  const sections = fc.array(
    fc
      .tuple(text, closed, state, fc.option(text))
      .map(([name, items, at, support]) => ({ name, items, at, support })),
    { minLength: 1, maxLength: 30 },
  );

  test('messages', () => {
    fc.assert(
      fc.property(sections, text, fc.option(text), (parts, name, login) => {
        const message = checkinMessage(
          view({
            sections: parts.map(({ name: project, items, at, support }, index) =>
              section({
                project: aProjectValue({ name: project }),
                release: aReleaseValue({ id: `r${index}`, version: project }),
                closed: items,
                state: at,
                support,
              }),
            ),
            welcome: { addedBy: name, project: name, role: null, askWeekday: 1, askTime: '10:00' },
            proposedLogin: login === null || login === '' ? null : login.slice(0, 39),
          }),
        );
        expect(breaches(message.blocks, 'message')).toEqual([]);
        expect(message.text).not.toMatch(/<[!@#h]/);
        expect(message.text.length).toBeLessThanOrEqual(4000);
      }),
      { numRuns: 60 },
    );
  });

  test('forms, support and history', () => {
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 15 }), (name, texts) => {
        // Drafts come cleaned from the form and from titles.
        const words = clean(texts[0] ?? '').slice(0, 3000);
        const draft = {
          ...EMPTY,
          accomplishments: words,
          risks: words,
          support: words,
          focus: words,
        };
        const open = texts.map((title, index) => anItemValue(index, title));
        const modal = formModal({
          sections: [1, 2, 3, 4].map((index) =>
            formSection({
              project: aProjectValue({ name }),
              release: aReleaseValue({ id: `r${index}`, version: name }),
              draft,
              open,
              earlier: texts.map((each, at) => ({ id: `s${at}`, text: each })),
            }),
          ),
          metadata: '',
          today: '2026-11-19',
          trouble: name,
          more: 0,
        });
        const support = supportMessage(
          texts.map((each, index) => ({
            id: `s${index}`,
            text: each,
            release: name,
            from: index % 2 === 0 ? name : null,
            returnedBy: null,
            isNamed: index % 5 === 0,
            outcome: index % 3 === 0 ? ('done' as const) : ('open' as const),
          })),
        );
        const entries = texts.map((each) => ({
          name,
          row: aRow({ accomplishments: each, focus: each }),
        }));
        expect(breaches(modal.blocks, 'modal')).toEqual([]);
        if (texts.length > 0) expect(breaches(support.blocks, 'message')).toEqual([]);
        expect(breaches(historyMessage(entries).blocks, 'message')).toEqual([]);
        expect(breaches(keptMessage(name, [draft]).blocks, 'message')).toEqual([]);
        expect(breaches(outcomeMessage(name, name).blocks, 'message')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
