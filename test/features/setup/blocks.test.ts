/** What setup shows and says, and that Slack takes it whatever people are called. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freshDraft, type SetupDraft } from '../../../src/features/setup/draft.ts';
import {
  channelChoice,
  setupForm,
  type FormFrame,
} from '../../../src/features/setup/form-modal.ts';
import { peopleModal, type PeopleStep } from '../../../src/features/setup/people-modal.ts';
import { invitedMessage, lookWords, readyMessage } from '../../../src/features/setup/words.ts';
import { zoneGroups } from '../../../src/features/setup/zones.ts';
import { tellingModal } from '../../../src/slack/inputs.ts';
import { aProject } from '../../support/builders.ts';
import { hostileText, HOSTILE_TEXTS, pingsIn } from '../../support/hostile.ts';
import {
  expectTakenMessage,
  expectTakenModal,
  readBlocks,
  readModal,
} from '../../support/plain-view.ts';

const draft: SetupDraft = freshDraft({
  channelId: 'C1',
  channelName: 'zephyr',
  userId: 'UMARA',
  zone: 'Europe/Berlin',
  people: ['UMARA', 'UIVO'],
});
const frame: FormFrame = {
  isNew: true,
  zones: zoneGroups(['Europe/Berlin']),
  notices: [],
  warnings: [],
  mistakes: {},
  metadata: '',
};
const step: PeopleStep = {
  projectName: 'Zephyr',
  isNew: true,
  warnings: [],
  people: [
    { userId: 'UMARA', name: 'Mara', login: 'mara-k', isDenied: false },
    { userId: 'UIVO', name: 'Ivo', login: null, isDenied: true },
  ],
  logins: ['ivo-t', 'mara-k'],
  labels: { text: 'bug = bug', unused: ['ci'] },
  isLast: true,
  metadata: '',
};
const project = aProject({
  name: 'Zephyr',
  repositories: [
    {
      id: 'R1',
      workspace_id: 'T1',
      owner: 'oci-labs',
      name: 'zephyr',
      is_private: 0,
      issues_read_to: null,
      pulls_read_to: null,
      pulls_cursor: null,
      pulls_newest: null,
      last_read_at: null,
      trouble: null,
      trouble_since: null,
      next_try_at: null,
      swept_at: null,
      points_spent: 0,
    },
  ],
});

test('the form of a new project', () => {
  const view = setupForm(draft, frame);
  expectTakenModal(view);
  expect(readModal(view)).toMatchInlineSnapshot(`
    "== Set up Slipway ==
    Type a repository and press Save. The rest is filled in; change it now or later.
    GitHub repositories:  (owner/name; several with commas or on lines of their own.)
    Project: Zephyr (Stands before every version: Zephyr 1.4.0.)
    # People
    Release manager: UMARA (Plans releases and changes these settings. The first one gets the draft of the digest.)
    Technical lead: 
    Product owner: 
    QA lead: 
    Stakeholders:  (They are not asked every week.)
    Members: UMARA, UIVO (Asked once a week, one message. Roles but stakeholders are asked in any case.)
    # Times
    Time zone of the project: Europe/Berlin
    Check-ins are asked on: Thursday of Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday (Everybody at the same time of their own day.)
    Asked at: 10:00
    Closed at: 18:00 (On the same day, and an hour before the digest at the latest.)
    Digest on: Friday of Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday (Draft and digest come in the project’s time zone.)
    Draft to the release manager at: 11:00
    Digest to the channel at: 15:00
    # Rarely needed
    Days off:  (No steps, check-ins or digests on these days.)
    [Save] [Cancel]"
  `);
});

test('the settings of a project that stands: its own name, and what is rarely needed last', () => {
  const view = setupForm(draft, { ...frame, isNew: false });
  expectTakenModal(view);
  const text = readModal(view);
  expect(text).toMatch(/^== Project settings ==\nGitHub repositories/);
  expect(text).toContain('Stands before every version: Zephyr 1.4.0.');
  expect(text).not.toContain('Atlas');
  expect(text.slice(text.indexOf('# Rarely needed'))).toMatchInlineSnapshot(`
    "# Rarely needed
    Days off:  (No steps, check-ins or digests on these days.)
    Points from a GitHub Projects field:  (The name of a number field. Empty: labels such as “size: 3” say the points.)
    Percent behind before a release is at risk: 15 (Behind is the share of working days gone minus the share of items done: 48 % gone and 29 % done make 19. 100 turns this off.)
    Median answer at which a release is at risk: Unlikely (2 of 5) or less of No (1 of 5) | Unlikely (2 of 5) or less | 50:50 (3 of 5) or less | Likely (4 of 5) or less (Of the week’s check-ins, from three answers on. Nobody sees a single one.)
    Channel: C1 (New plans and digests come here. What is posted already stays where it is.)
    Titles of private repositories:  of Show them to everybody in the channel (For a channel that people of other organisations read, or are invited to. Not ticked: they read “In a private repository” instead. Ticked: they read the titles, also in what stands there. Moving the project takes the tick back.)
    [Save] [Cancel]"
  `);
});

test('the form of a project that stands, with what is wrong and what is worth a thought', () => {
  const view = setupForm(
    { ...draft, repositories: 'oci-labs/zephir' },
    {
      ...frame,
      isNew: false,
      notices: ['Left Slack and taken out here: Kenji.'],
      warnings: ['The digest comes Fri 15:00: outside the working day of Noor (Fri 19:30).'],
      mistakes: { repositories: 'oci-labs/zephir: GitHub does not show it.' },
    },
  );
  expectTakenModal(view);
  const text = readModal(view);
  expect(text).toContain('Left Slack and taken out here: Kenji.\nGitHub repositories');
  expect(text).toContain('⛔ oci-labs/zephir: GitHub does not show it.\nProject: Zephyr');
  expect(text).toContain('Channel: C1');
  expect(text).toContain('Digest to the channel at: 15:00\nThe digest comes Fri 15:00: outside');
});

test('case 24: the people page leaves out no login: with more than can be chosen they are typed', () => {
  const logins = Array.from({ length: 100 }, (_, at) => `login-${at}`);
  const people = Array.from({ length: 15 }, (_, at) => ({
    userId: `U${at}`,
    name: 'A very long name of somebody '.repeat(9),
    login: at === 0 ? 'somebody-else' : null,
    isDenied: true,
  }));
  const labels = { text: 'a = P0', unused: Array.from({ length: 5000 }, (_, at) => `label ${at}`) };
  const view = peopleModal({ ...step, people, logins, labels });
  expectTakenModal(view);
  const types = view.blocks.map((block) => (block.type === 'input' ? block.element.type : ''));
  expect(types.filter((type) => type === 'static_select')).toHaveLength(14);
  expect(types.filter((type) => type === 'plain_text_input')).toHaveLength(2);
  expect(readModal(view)).toContain('and 4980 more');
});

test('the second step', () => {
  const view = peopleModal(step);
  expectTakenModal(view);
  expect(readModal(view)).toMatchInlineSnapshot(`
    "== Set up Slipway ==
    Zephyr is set up.
    Who is who on GitHub? Each person is asked to confirm it in their check-in; until then it is not used.
    Mara: mara-k of ivo-t | mara-k
    Ivo:  of ivo-t | mara-k (Said that the login proposed before is not theirs.)
    What labels mean: bug = bug (One a line: a label, an equals sign and one of P0, P1, P2, must, should, could, bug, feature, enhancement, debt, dependency, docs, 5 points. Without a priority label an issue is P2.)
    _Labels without a meaning: ci_
    [Save] [Later]"
  `);
});

test('the second step where GitHub keeps silent, and on a later page', () => {
  const silent = peopleModal({ ...step, isNew: false, logins: null });
  expectTakenModal(silent);
  expect(silent.title).toBe('Project settings');
  expect(readModal(silent)).toContain('Zephyr is saved.');
  const later = peopleModal({ ...step, labels: null, isLast: false });
  expectTakenModal(later);
  expect(readModal(later)).not.toContain('What labels mean');
  expect(later.submit).toBe('Save and go on');
});

test('a full page of people and logins is not too heavy for Slack', () => {
  const logins = Array.from({ length: 100 }, (_, index) => `${'x'.repeat(36)}${index}`);
  const people = Array.from({ length: 15 }, (_, index) => ({
    userId: `U0${index}`,
    name: `Person ${index}`,
    login: logins[index] ?? null,
    isDenied: true,
  }));
  expectTakenModal(peopleModal({ ...step, people, logins }));
});

test('where to set up, and why not', () => {
  expectTakenModal(channelChoice());
  expect(readModal(channelChoice())).toMatchInlineSnapshot(`
    "== Set up Slipway ==
    Where does the team talk?:  (Plans and digests come into this channel. I have to be a member of it.)
    [Go on] [Cancel]"
  `);
  expectTakenModal(tellingModal('Set up Slipway', 'Zephyr is set up here.'));
});

describe('messages', () => {
  test('to whoever invited', () => {
    const message = invitedMessage('C1');
    expectTakenMessage(message);
    expect(readBlocks(message.blocks)).toMatchInlineSnapshot(`
      "I turn your GitHub issues into a release plan with real dates.
      Once a week I ask each of you whether it will ship: one tap is an answer.
      Then one digest says here how it stands and why, and who is needed.
      [Set up]"
    `);
  });

  test('once it is ready', () => {
    const message = readyMessage(project, { items: 8, trouble: null, syncMinutes: 10 });
    expectTakenMessage(message);
    expect(`${message.text}\n\n${readBlocks(message.blocks)}`).toMatchInlineSnapshot(`
      "Zephyr is set up. Next: plan its first release.

      Zephyr is set up. Next: plan its first release.
      GitHub is read: 8 issues and pull requests in oci-labs/zephyr.
      Check-ins Thu 10:00 on each person’s clock; draft Fri 11:00 and digest 15:00, Europe/Berlin. They begin with the first release.
      [Plan a release]"
    `);
  });

  test('when GitHub did not answer', () =>
    expect(
      lookWords(project, { items: 0, trouble: 'GitHub did not answer (502).', syncMinutes: 10 }),
    ).toBe('GitHub did not answer (502). Nothing is lost: I look again by myself in 10 minutes.'));
});

describe('whatever people are called', () => {
  const taken = (text: string): void => {
    const named: SetupDraft = {
      ...draft,
      name: text,
      repositories: text,
      idleDays: text,
      thresholds: { behindPoints: text, lowConfidence: text },
    };
    const form = setupForm(named, {
      ...frame,
      isNew: false,
      notices: [text],
      warnings: [text],
      mistakes: { name: text },
    });
    expectTakenModal(form);
    const people = peopleModal({
      ...step,
      projectName: text,
      people: [{ userId: 'U1', name: text, login: null, isDenied: false }],
      labels: { text, unused: [text] },
    });
    expectTakenModal(people);
    const ready = readyMessage(
      { ...project, name: text },
      { items: 1, trouble: text, syncMinutes: 1 },
    );
    expectTakenMessage(ready);
    expect(pingsIn([form, people, ready])).toEqual([]);
  };

  test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('%j', (_, text) => taken(text));

  test('or anything else', () => {
    fc.assert(fc.property(hostileText, taken), { numRuns: 30 });
  });
});
