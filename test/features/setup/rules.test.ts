/** What setup refuses and what it only points out. */
import { describe, expect, test } from 'vitest';
import { checkDraft } from '../../../src/features/setup/check-draft.ts';
import { freshDraft, type SetupDraft } from '../../../src/features/setup/draft.ts';
import { loginMistakes } from '../../../src/features/setup/login-rules.ts';
import { peopleMistakes } from '../../../src/features/setup/people-mistakes.ts';
import { roleEntries } from '../../../src/features/setup/roles.ts';
import { rhythmWarnings } from '../../../src/features/setup/warnings.ts';
import { zoneGroups } from '../../../src/features/setup/zones.ts';
import { DEFAULT_RHYTHM, DEFAULT_THRESHOLDS, type Rhythm } from '../../../src/release/projects.ts';
import type { Person } from '../../../src/release/people.ts';
import type { SlackPerson } from '../../../src/slack/port.ts';

const fresh = freshDraft({
  channelId: 'C1',
  channelName: 'proj-atlas',
  userId: 'UMARA',
  zone: 'Europe/Berlin',
  people: ['UMARA', 'UIVO'],
});
const typed: SetupDraft = { ...fresh, repositories: 'oci-labs/atlas' };
const withRhythm = (changes: Partial<Rhythm>): SetupDraft => ({
  ...typed,
  rhythm: { ...DEFAULT_RHYTHM, ...changes },
});

test('one repository is all that has to be typed', () => {
  expect(fresh.name).toBe('Proj atlas');
  expect(checkDraft(typed)).toEqual({
    ok: true,
    texts: {
      repositories: [{ owner: 'oci-labs', name: 'atlas' }],
      idleDays: [],
      thresholds: DEFAULT_THRESHOLDS,
    },
  });
});

describe('mistakes stand at their fields', () => {
  test.each<[string, SetupDraft, readonly string[]]>([
    ['nothing typed', fresh, ['repositories']],
    ['no name', { ...typed, name: '' }, ['name']],
    ['a long name', { ...typed, name: 'x'.repeat(61) }, ['name']],
    ['no zone', { ...typed, zone: 'Mars/Base' }, ['zone']],
    ['closed before it is asked', withRhythm({ closeTime: '10:00' }), ['close_time']],
    ['digest before its draft', withRhythm({ digestTime: '10:59' }), ['digest_time']],
    ['no time at all', withRhythm({ askTime: '25:00' }), ['ask_time']],
    [
      'a share that is none',
      { ...typed, thresholds: { behindPoints: '101', lowConfidence: '2' } },
      ['behind_points'],
    ],
    [
      'no answer at all',
      { ...typed, thresholds: { behindPoints: '1.5', lowConfidence: '6' } },
      ['behind_points', 'low_confidence'],
    ],
    ['days that are none', { ...typed, idleDays: 'soon' }, ['idle_days']],
    [
      'nobody leads',
      { ...typed, roles: { ...typed.roles, release_manager: [] } },
      ['release_manager'],
    ],
    [
      'everything at once',
      { ...withRhythm({ closeTime: '09:00' }), name: '', repositories: 'x', idleDays: 'y' },
      ['name', 'repositories', 'close_time', 'idle_days'],
    ],
  ])('%s', (_, draft, fields) => {
    const check = checkDraft(draft);
    expect(check.ok ? [] : Object.keys(check.mistakes).toSorted()).toEqual(fields.toSorted());
  });

  const slackPerson = (changes: Partial<SlackPerson>): SlackPerson => ({
    id: 'U1',
    name: 'Kenji',
    zone: 'Asia/Tokyo',
    isBot: false,
    isGuest: false,
    isAdmin: false,
    isDeactivated: false,
    isOutside: false,
    ...changes,
  });

  test('apps, people who left and unknown ones are refused where they were named', () => {
    const draft = {
      ...typed,
      roles: { ...typed.roles, technical_lead: ['UBOT'], qa_lead: ['UGONE'] },
      members: ['UIVO', 'UNOBODY', 'UNONE'],
    };
    const people = new Map<string, SlackPerson | undefined>([
      ['UMARA', slackPerson({ name: 'Mara' })],
      ['UIVO', slackPerson({ name: 'Ivo', isGuest: true })],
      ['UBOT', slackPerson({ name: 'Slipway', isBot: true })],
      ['UGONE', slackPerson({ isDeactivated: true })],
    ]);
    expect(peopleMistakes(draft, people)).toEqual({
      technical_lead: 'Slipway is an app and cannot answer. Take it out.',
      qa_lead: 'Kenji has left Slack. Take them out.',
      members: 'Slack does not know one of these people. Take them out.',
    });
  });

  test('a login is for one person, and a confirmed one for who confirmed it', () => {
    const dana = { id: 'UDANA', name: 'Dana' } as Person;
    expect(
      loginMistakes(
        [
          { userId: 'U1', login: 'mara-k' },
          { userId: 'U2', login: 'Mara-K' },
          { userId: 'U3', login: 'dana-r' },
          { userId: 'UDANA', login: 'dana-r' },
          { userId: 'U4', login: 'not a login' },
          { userId: 'U5', login: null },
        ],
        new Map([['dana-r', dana]]),
      ),
    ).toEqual({
      'login:U2': 'This login is chosen for two people. Keep it for one.',
      'login:U3': 'Dana has confirmed this login. Choose another.',
      'login:UDANA': 'This login is chosen for two people. Keep it for one.',
      'login:U4': 'This is not a GitHub login. Write it as on github.com: mara-k.',
    });
  });
});

test('who holds a role twice is stored once', () =>
  expect(roleEntries({ ...fresh.roles, stakeholder: ['U1', 'U1'] })).toEqual([
    { role: 'release_manager', userId: 'UMARA' },
    { role: 'stakeholder', userId: 'U1' },
  ]));

describe('whose working day is missed', () => {
  const NOW = '2026-11-16T08:00:00.000Z';
  const person = (name: string, zone: string, leads = false) => ({ name, zone, leads });
  const warn = (people: Parameters<typeof rhythmWarnings>[2], changes: Partial<Rhythm> = {}) =>
    rhythmWarnings({ ...DEFAULT_RHYTHM, ...changes }, 'Europe/Berlin', people, NOW);

  test('nobody’s', () =>
    expect(
      warn([person('Mara', 'Europe/Berlin', true), person('Paul', 'America/New_York')]),
    ).toEqual([]));

  test('the digest, with what time it is for them', () =>
    expect(warn([person('Kenji', 'Asia/Tokyo'), person('Noor', 'Asia/Kolkata')])).toEqual([
      'The digest comes Fri 15:00: outside the working day of Kenji (Fri 23:00) and Noor (Fri 19:30).',
    ]));

  test('the draft only for those who lead', () =>
    expect(
      warn([person('Paul', 'America/New_York', true), person('Sam', 'America/New_York')]),
    ).toEqual(['The draft comes Fri 11:00: outside the working day of Paul (Fri 05:00).']));

  test('the ask, which is on everybody’s own clock', () =>
    expect(warn([], { askWeekday: 6 })).toEqual([
      'Check-ins are asked Sat 10:00 on each person’s own clock: outside a working day.',
    ]));

  test('whoever has no time to answer', () =>
    expect(warn([person('Ana', 'Pacific/Honolulu')], { askWeekday: 5, askTime: '09:00' })[0]).toBe(
      'The digest is made before Ana can answer. Ask earlier or report later.',
    ));

  test('many are counted', () =>
    expect(
      warn(Array.from({ length: 6 }, (_, index) => person(`P${index}`, 'Asia/Tokyo')))[0],
    ).toContain('P3 (Fri 23:00) and 2 more.'));
});

describe('zones', () => {
  const groups = zoneGroups(['Asia/Kolkata', 'Asia/Kolkata']);
  const values = groups.flatMap(({ options }) => options.map(({ value }) => value));

  test('the own one first, each once, and no group is longer than Slack takes', () => {
    expect(groups[0]?.options.map(({ value }) => value)).toEqual(['Asia/Kolkata']);
    expect(new Set(values).size).toBe(values.length);
    expect(values).toContain('UTC');
    expect(values.length).toBeGreaterThan(300);
    for (const { options } of groups) expect(options.length).toBeLessThanOrEqual(100);
    expect(groups.length).toBeLessThanOrEqual(100);
  });
});
