/** What people type into setup: repositories, days off, labels, logins. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plusDays } from '../../../src/base/time.ts';
import { LONGEST_TEXT } from '../../../src/features/setup/draft.ts';
import { idleDaysText, parseIdleDays } from '../../../src/features/setup/idle-days.ts';
import {
  labelText,
  parseLabelText,
  sameRules,
  usualRules,
  withUsual,
} from '../../../src/features/setup/label-text.ts';
import { guessLogin, isLogin, typedLogin } from '../../../src/features/setup/login-guess.ts';
import { parseRepositories } from '../../../src/features/setup/repository-names.ts';
import type { LabelRule } from '../../../src/release/projects.ts';
import { hostileText } from '../../support/hostile.ts';

const namesIn = (text: string): readonly string[] | string => {
  const read = parseRepositories(text);
  return typeof read === 'string' ? read : read.map(({ owner, name }) => `${owner}/${name}`);
};

describe('repositories', () => {
  test.each([
    ['oci-labs/atlas', ['oci-labs/atlas']],
    ['oci-labs/atlas, oci-labs/zephyr', ['oci-labs/atlas', 'oci-labs/zephyr']],
    ['oci-labs/atlas\noci-labs/zephyr\n', ['oci-labs/atlas', 'oci-labs/zephyr']],
    ['OCI-labs/Atlas oci-labs/atlas', ['oci-labs/atlas']],
    ['https://github.com/oci-labs/atlas/issues?q=is:open', ['oci-labs/atlas']],
    ['git@github.com:oci-labs/atlas.git', ['oci-labs/atlas']],
    ['github.com/a/b.c_d-e', ['a/b.c_d-e']],
  ])('%j', (text, names) => expect(namesIn(text)).toEqual(names));

  test.each([
    ['', 'Type at least one repository as owner/name.'],
    [' ,\n', 'Type at least one repository as owner/name.'],
    ['atlas', '“atlas” is not a repository. Write owner/name, such as oci-labs/atlas.'],
    ['a/b/c', '“a/b/c” is not a repository. Write owner/name, such as oci-labs/atlas.'],
    ['a/..', '“a/..” is not a repository. Write owner/name, such as oci-labs/atlas.'],
    ['-a/b', '“-a/b” is not a repository. Write owner/name, such as oci-labs/atlas.'],
    [
      '<!channel>/x',
      '“<!channel>/x” is not a repository. Write owner/name, such as oci-labs/atlas.',
    ],
    [
      Array.from({ length: 11 }, (_, index) => `o/r${index}`).join(' '),
      'These are 11 repositories; 10 is the most for one project.',
    ],
  ])('%j is refused', (text, sentence) => expect(namesIn(text)).toBe(sentence));

  test('nothing that is typed breaks it, and what is read is well formed', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const read = namesIn(text);
        for (const name of typeof read === 'string' ? [] : read)
          expect(name).toMatch(/^[A-Za-z\d-]+\/[\w.-]+$/);
      }),
    );
  });
});

describe('days off', () => {
  test.each([
    ['', []],
    ['2026-12-24', ['2026-12-24']],
    ['2026-12-26, 2026-12-24, 2026-12-24', ['2026-12-24', '2026-12-26']],
    ['2026-12-30 to 2027-01-02', ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']],
    ['2026-12-30–2026-12-31\n2027-05-01', ['2026-12-30', '2026-12-31', '2027-05-01']],
  ])('%j', (text, days) => expect(parseIdleDays(text)).toEqual(days));

  test.each([
    ['24 Dec', 'I cannot read “24 Dec”. Write a day as 2026-12-24, or 2026-12-24 to 2027-01-02.'],
    [
      '2026-02-30',
      'I cannot read “2026-02-30”. Write a day as 2026-12-24, or 2026-12-24 to 2027-01-02.',
    ],
    ['2026-12-24 to 2026-12-23', '2026-12-23 is before 2026-12-24. Write the earlier day first.'],
    ['2026-01-01 to 2028-01-01', '2026-01-01 to 2028-01-01 is longer than a year.'],
    ['2026-01-01 to 2026-12-31, 2027-01-01 to 2027-12-31', 'These are 730 days; 366 is the most.'],
  ])('%j is refused', (text, sentence) => expect(parseIdleDays(text)).toBe(sentence));

  test('three in a row are shown as a range', () =>
    expect(idleDaysText(['2026-12-24', '2026-12-25', '2026-12-26', '2026-12-28'])).toBe(
      '2026-12-24 to 2026-12-26\n2026-12-28',
    ));

  test('what is shown reads back the same', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => plusDays('2026-01-01', days));
    fc.assert(
      fc.property(fc.uniqueArray(day, { maxLength: 100 }), (days) => {
        expect(parseIdleDays(idleDaysText(days))).toEqual(days.toSorted());
      }),
    );
  });
});

const rule = (label: string, field: LabelRule['field'], value: string): LabelRule => ({
  label,
  field,
  value,
});

describe('labels', () => {
  test.each([
    ['', []],
    ['Priority: High = P0', [rule('priority: high', 'priority', 'P0')]],
    ['security = bug, p0', [rule('security', 'kind', 'bug'), rule('security', 'priority', 'P0')]],
    ['a=b = must', [rule('a=b', 'tier', 'must')]],
    [
      'size: 5 = 5 points\nsize: 1=1',
      [rule('size: 5', 'points', '5'), rule('size: 1', 'points', '1')],
    ],
    ['small = 0.5', [rule('small', 'points', '0.5')]],
    ['bug = bug\nBUG = Bug', [rule('bug', 'kind', 'bug')]],
  ])('%j', (text, rules) => expect(parseLabelText(text)).toEqual(rules));

  test.each([
    ['urgent', '“urgent” has no meaning.'],
    ['= P0', '“= P0” has no meaning.'],
    ['urgent = P9', '“P9” for “urgent” is nothing I know. Choose one of P0, P1,'],
    ['urgent = P0\nurgent = P1', '“urgent” stands for P0 and for P1. Keep one of them.'],
  ])('%j is refused', (text, start) => expect(parseLabelText(text)).toContain(start));

  test('usual names are found however they are written', () =>
    expect(usualRules(['Priority/High', 'type-bug', 'wontfix', 'Must-Have'])).toEqual([
      rule('priority/high', 'priority', 'P0'),
      rule('must-have', 'tier', 'must'),
      rule('type-bug', 'kind', 'bug'),
    ]));

  test('a label that has a meaning keeps it', () => {
    const own = [rule('bug', 'kind', 'debt')];
    expect(withUsual(own, ['bug', 'docs'])).toEqual([...own, rule('docs', 'kind', 'docs')]);
  });

  test('what is typed fits into the field when it is shown again, and reads back the same', () => {
    const label = fc.stringMatching(/^[a-z][a-z:\- ]{0,20}[a-z]$/);
    const meaning = fc.constantFrom('P0', 'must', 'bug', '5', '3points', 'P1,should', 'docs,8');
    const text = fc
      .array(fc.tuple(label, meaning), { maxLength: 400 })
      .map((pairs) => pairs.map((pair) => pair.join('=')).join('\n'))
      .filter((typed) => typed.length <= LONGEST_TEXT);
    fc.assert(
      fc.property(text, (typed) => {
        const rules = parseLabelText(typed);
        if (typeof rules === 'string') return;
        const shown = labelText(rules);
        expect(shown.length).toBeLessThanOrEqual(LONGEST_TEXT);
        const again = parseLabelText(shown);
        expect(typeof again === 'string' ? again : sameRules(again, rules)).toBe(true);
      }),
    );
  });

  test('nothing that is typed breaks it', () => {
    fc.assert(fc.property(hostileText, (text) => void parseLabelText(text)));
  });
});

describe('logins', () => {
  const logins = ['mara-k', 'ivo-t', 'ivo-x', 'noorhaddad', 'sam'];
  test.each([
    ['Mara', 'mara-k'],
    ['Mara Keller', 'mara-k'],
    ['Noor Haddad', 'noorhaddad'],
    ['Sám', 'sam'],
    ['Ivo', null],
    ['Kenji', null],
    ['', null],
    ['🙂', null],
  ])('%s might be %s', (name, login) => expect(guessLogin(name, logins, [name])).toBe(login));

  test('one of two Maras is not taken for the other', () =>
    expect(guessLogin('Mara', logins, ['Mara', 'Mara Keller'])).toBeNull());

  test.each([
    [' @mara-k ', 'mara-k'],
    ['https://github.com/mara-k/', 'mara-k'],
    ['mara-k', 'mara-k'],
  ])('%j is %s', (typed, login) => expect(typedLogin(typed)).toBe(login));

  test.each([
    ['mara-k', true],
    ['dependabot[bot]', true],
    ['-mara', false],
    ['mara--k', false],
    ['mara k', false],
    ['x'.repeat(40), false],
    ['', false],
  ])('%s is a login: %s', (login, is) => expect(isLogin(login)).toBe(is));
});
