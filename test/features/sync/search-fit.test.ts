/** Items held against a search by what the mirror knows of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contradicts,
  isOnlyDone,
  type SearchedItem,
} from '../../../src/features/sync/search-fit.ts';

const ITEM: SearchedItem = {
  item: 'issue',
  state: 'open',
  labels: '["stability","size: 1"]',
  assignees: '["ann"]',
  author: 'ben',
  github_milestone: null,
};

describe('an item against a search', () => {
  test.each([
    ['label:stability', false],
    ['label:STABILITY is:open is:issue', false],
    ['label:"size: 1"', false],
    ['label:other,stability', false],
    ['label:other', true],
    ['-label:stability', true],
    ['-label:other', false],
    ['is:pr', true],
    ['is:closed', true],
    ['assignee:ann author:ben', false],
    ['assignee:cleo', true],
    ['-assignee:ann', true],
    ['no:assignee', true],
    ['no:milestone', false],
    // Nobody here can tell, so nothing is certain.
    ['memory leak', false],
    ['assignee:@me', false],
    ['project:oci-labs/3 updated:>2026-01-01', false],
    ['label:other OR label:stability', false],
    ['(label:other)', false],
    // What is certain stays certain beside what is not.
    ['memory leak label:other', true],
  ])('%s: contradicted %s', (query, is) => {
    expect(contradicts(query, ITEM)).toBe(is);
  });

  test('finished work is missing only because it is finished', () => {
    const done: SearchedItem = { ...ITEM, state: 'closed' };
    expect(isOnlyDone('label:stability is:open', done)).toBe(true);
    expect(isOnlyDone('label:stability -is:closed', done)).toBe(true);
    expect(isOnlyDone('label:stability', done)).toBe(false);
    expect(isOnlyDone('label:other is:open', done)).toBe(false);
    expect(isOnlyDone('label:stability is:open', ITEM)).toBe(false);
  });

  test('no text at all breaks it', () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        expect(typeof contradicts(query, ITEM)).toBe('boolean');
      }),
    );
  });
});
