import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareVersions,
  formatVersion,
  nextOf,
  nextVersion,
  parseVersion,
  sortKey,
  typeOf,
  type ReleaseType,
  type Version,
} from '../../src/release/version.ts';

const read = (text: string): Version => {
  const reading = parseVersion(text);
  if (!reading.ok) throw new Error(`${text}: ${reading.reason}`);
  return reading.version;
};

describe('reading a version', () => {
  test.each([
    ['1.4.2', '1.4.2', 'patch'],
    ['v1.4.0', '1.4.0', 'minor'],
    ['V2.0.0', '2.0.0', 'major'],
    ['  0.7.0\n', '0.7.0', 'minor'],
    ['0.0.0', '0.0.0', 'major'],
    ['2026.11.20', '2026.11.20', 'patch'],
    ['1.4.2-hotfix', '1.4.2-hotfix', 'hotfix'],
    ['1.4.0-hotfix', '1.4.0-hotfix', 'hotfix'],
    ['v2.0.0-hotfix.2', '2.0.0-hotfix.2', 'hotfix'],
    ['999999999.0.1-hotfix.999999999', '999999999.0.1-hotfix.999999999', 'hotfix'],
  ])('“%s” is %s, a %s', (text, written, type) => {
    expect(formatVersion(read(text))).toBe(written);
    expect(typeOf(read(text))).toBe(type);
  });

  test.each([
    ['', 'empty'],
    ['  v ', 'empty'],
    [`1.2.3-${'x'.repeat(100)}`, 'too-long'],
    ['1.4 .0', 'spaces'],
    ['v 1.4.0', 'spaces'],
    ['one.two.three', 'letters'],
    ['1.x.0', 'letters'],
    ['release1.4.0', 'letters'],
    ['1.4.0hotfix', 'letters'],
    ['１.４.０', 'letters'],
    ['1..0', 'missing-number'],
    ['1.4.', 'missing-number'],
    ['-1.4.0', 'missing-number'],
    ['-hotfix', 'missing-number'],
    ['7', 'too-few-numbers'],
    ['1.4', 'too-few-numbers'],
    ['1.4-hotfix', 'too-few-numbers'],
    ['1.4.0.1', 'too-many-numbers'],
    ['1.04.0', 'leading-zero'],
    ['01.4.0', 'leading-zero'],
    ['1.4.00', 'leading-zero'],
    ['1.4.1234567890', 'too-big'],
    ['1.4.0-hotfix.1234567890', 'too-big'],
    ['1.4.2-hotfix.1', 'hotfix-number'],
    ['1.4.2-hotfix.0', 'hotfix-number'],
    ['1.4.2-hotfix.02', 'hotfix-number'],
    ['1.4.2-hotfix2', 'hotfix-number'],
    ['1.4.2-hotfix.', 'hotfix-number'],
    ['1.4.2-Hotfix', 'hotfix-number'],
    ['1.4.2-rc.1', 'suffix'],
    ['1.4.2-hotfixes', 'suffix'],
    ['1.4.2+build', 'suffix'],
    ['1.4.2-', 'suffix'],
  ])('“%s” is refused: %s', (text, mistake) => {
    expect(parseVersion(text)).toMatchObject({ ok: false, mistake });
  });

  test('says what to write instead', () => {
    expect(parseVersion('1.4')).toMatchObject({
      reason: '1.4 has two numbers; a version has three, like 1.4.0.',
    });
    expect(parseVersion('7')).toMatchObject({
      reason: '7 has one number; a version has three, like 7.0.0.',
    });
  });

  const nearlyVersion = fc.string({
    unit: fc.constantFrom('v', '0', '1', '29', '.', '-', '+', '<!', '@', '> ', '-hotfix', '1.2.3'),
  });

  test('takes any text, and a refusal is a sentence without text from outside', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nearlyVersion), (text) => {
        const reading = parseVersion(text);
        if (reading.ok) expect(read(formatVersion(reading.version))).toEqual(reading.version);
        else expect(reading.reason).toMatch(/^[A-Z0-9][\w ."“”,:;-]*\.$/);
      }),
    );
  });
});

const anyVersion = fc.record({
  major: fc.integer({ min: 0, max: 12 }),
  minor: fc.integer({ min: 0, max: 12 }),
  patch: fc.integer({ min: 0, max: 120 }),
  hotfix: fc.integer({ min: 0, max: 12 }),
});

describe('order', () => {
  test('a hotfix follows what it mends', () => {
    const rising =
      '1.4.2 1.4.2-hotfix 1.4.2-hotfix.2 1.4.2-hotfix.10 1.4.3 1.4.10 1.5.0 2.0.0 10.0.0';
    const versions = rising.split(' ').map(read);
    expect(versions.toReversed().sort(compareVersions)).toEqual(versions);
  });

  test('is total, and the sort key and the text agree with it', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, anyVersion, (a, b, c) => {
        const order = Math.sign(compareVersions(a, b));
        expect(Math.sign(compareVersions(b, a)) + order).toBe(0);
        expect(order === 0).toBe(formatVersion(a) === formatVersion(b));
        if (order <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
        expect(Math.sign(Buffer.compare(Buffer.from(sortKey(a)), Buffer.from(sortKey(b))))).toBe(
          order,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('sort keys hold for the largest numbers', () => {
    expect(sortKey(read('9.0.0')) < sortKey(read('999999999.0.0'))).toBe(true);
    expect(sortKey(read('1.4.2-hotfix'))).toBe('000000001.000000004.000000002.000000001');
  });

  test('text and value are the same thing', () => {
    fc.assert(
      fc.property(anyVersion, (version) => {
        expect(read(formatVersion(version))).toEqual(version);
        expect(read(`v${formatVersion(version)}`)).toEqual(version);
      }),
    );
  });
});

describe('what comes next', () => {
  const previous = ['1.4.2', '2.0.0', '1.4.3', '1.3.9', '1.4.2-hotfix'].map(read);
  const next = (type: ReleaseType, taken: Version[], from?: string): string | null => {
    const version = nextOf(type, taken, from === undefined ? undefined : read(from));
    return version && formatVersion(version);
  };

  test('is the next minor, unless said otherwise', () => {
    expect(formatVersion(nextVersion(previous))).toBe('2.1.0');
    expect(formatVersion(nextVersion([read('0.7.3-hotfix')]))).toBe('0.8.0');
    expect(formatVersion(nextVersion([]))).toBe('0.1.0');
  });

  test.each([
    ['major', undefined, '3.0.0'],
    ['minor', undefined, '2.1.0'],
    ['patch', undefined, '2.0.1'],
    ['hotfix', undefined, '2.0.0-hotfix'],
    ['major', '1.4.2', '3.0.0'],
    ['minor', '1.3.9', '1.5.0'],
    ['minor', '1.9.0', '1.10.0'],
    ['patch', '1.4.2', '1.4.4'],
    ['patch', '1.4.7', '1.4.8'],
    ['major', '5.0.0', '6.0.0'],
    ['patch', '1.4.2-hotfix', '1.4.4'],
    ['hotfix', '1.4.2', '1.4.2-hotfix.2'],
    ['hotfix', '1.4.2-hotfix', '1.4.2-hotfix.2'],
    ['hotfix', '1.2.0', '1.2.0-hotfix'],
  ] as const)('%s from %s is %s', (type, from, expected) => {
    expect(next(type, previous, from)).toBe(expected);
  });

  test('a first release has nothing to mend', () => {
    expect(next('major', [])).toBe('1.0.0');
    expect(next('minor', [])).toBe('0.1.0');
    expect(next('patch', [])).toBeNull();
    expect(next('hotfix', [])).toBeNull();
  });

  test('is free, of the type that was asked for, and after the version it starts from', () => {
    const types = fc.constantFrom<ReleaseType>('major', 'minor', 'patch', 'hotfix');
    fc.assert(
      fc.property(fc.array(anyVersion, { minLength: 1 }), types, fc.nat(), (taken, type, pick) => {
        const from = taken[pick % taken.length];
        const proposed = nextOf(type, taken, from);
        if (proposed === null || from === undefined) throw new Error('nothing proposed');
        expect(typeOf(proposed)).toBe(type);
        expect(taken.map(formatVersion)).not.toContain(formatVersion(proposed));
        expect(compareVersions(proposed, from)).toBeGreaterThan(0);
      }),
    );
  });
});
