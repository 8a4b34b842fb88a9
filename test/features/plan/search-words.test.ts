/** What is wrong with a search before GitHub is asked. */
import { expect, test } from 'vitest';
import { searchMistake, tidySearch } from '../../../src/features/plan/search-words.ts';

test('blanks and line breaks are one blank', () => {
  expect(tidySearch('  label:a\n\n is:issue ')).toBe('label:a is:issue');
});

test.each([
  ['repo:oci-labs/other label:a', /^Leave repo: out\./],
  ['label:a -org:oci-labs', /^Leave org: out\./],
  ['(user:ann OR label:b)', /^Leave user: out\./],
  ['label:"help wanted', /^A quotation mark is missing\./],
  ['a OR b OR c OR d OR e OR f OR g', /^GitHub takes at most 5 of/],
  ['x'.repeat(257), /^GitHub takes 256 characters; this has 257\./],
])('%s', (query, words) => {
  expect(searchMistake(query)).toMatch(words);
});

test.each(['is:issue label:"help wanted"', '"repo: not a place"', 'a OR b', 'project:oci-labs/3'])(
  '%s is none',
  (query) => {
    expect(searchMistake(query)).toBeNull();
  },
);
