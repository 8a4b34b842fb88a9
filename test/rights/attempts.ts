/** For every way in what somebody sends who wants to use it, and whose own it is where that decides. */
import { fieldId } from '../../src/features/checkin/form-draft.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import type { Attempt, Field } from './crowd.ts';
import type { KindName, Things } from './scene.ts';

/** People on the list of check-ins, and those of the request and the action. */
const LISTED = [
  'release_manager',
  'technical_lead',
  'product_owner',
  'qa_lead',
  'lead',
  'member',
  'helper',
  'guest_on_the_list',
] as const satisfies readonly KindName[];

/** Whose own the thing is, by action. */
export const OWN: Readonly<Record<string, readonly KindName[]>> = {
  'checkin.answer': [...LISTED, 'left'],
  'checkin.settle': ['member', 'helper'],
  'checkin.decline': ['helper'],
  'hotfix.end_action': ['member'],
  'home.ledger': ['founder'],
};

const command = (line: string): Attempt => ({ kind: 'command', line });
const press = (id: string, value: string, inWindow?: object): Attempt => ({
  kind: 'press',
  id,
  value,
  ...(inWindow === undefined ? {} : { inWindow: JSON.stringify(inWindow) }),
});
const submission = (
  id: string,
  metadata: object | string,
  values: Readonly<Record<string, Field>> = {},
): Attempt => ({
  kind: 'submission',
  id,
  metadata: typeof metadata === 'string' ? metadata : JSON.stringify(metadata),
  values,
});

/** By the name of the way, as the program itself lists them. */
export function attempts(things: Things): Readonly<Record<string, Attempt>> {
  const { projectId, releaseId, hotfixId, requestId, actionId, week } = things;
  const draft = {
    projectId,
    version: '0.8.0',
    type: 'auto',
    target: '2027-02-26',
    theme: '',
    compatibility: '',
    goals: '',
    milestone: null,
    milestoneTitle: '',
    labels: ['enhancement'],
    labelNames: '',
    search: '',
  };
  const move = { releaseId, target: '2027-01-08', reason: 'The host comes late', from: '' };
  const words = (name: string): readonly [string, Attempt][] => [
    [`press hotfix.words ${name}`, press('hotfix.words', `${name}/${hotfixId}/technical_lead`)],
    [
      `submission hotfix.words ${name}`,
      submission(
        'hotfix.words',
        { name, hotfixId, role: 'technical_lead' },
        { words: 'It is so.' },
      ),
    ],
  ];
  const menu = (id: string, names: readonly string[], of: string): readonly [string, Attempt][] =>
    names.map((name) => [`press ${id} ${name}`, press(id, `${name}${of}`)]);
  const verbs = ['timeline', 'history', 'ship', 'cancel', 'close', 'open'];
  const declared = {
    criterion: { choice: 'production_down' },
    seen: 'Mails do not leave',
    since: { at: 1_779_000_000 },
    impact: 'All',
    affected: '0.6.2',
  };
  return {
    ...Object.fromEntries(
      [
        ...['decline', 'update', 'no_back_port', 'fail', 'break_glass', 'cancel'].map(words),
        menu('plan.more', [...verbs, 'let_go'], `/${releaseId}`),
        menu('hotfix.more', ['join', 'timeline', 'change', 'update', 'cancel'], `/${hotfixId}`),
        menu('checkin.more', ['pause', 'about', 'snooze'], `|${week}`),
        verbs.map((verb): [string, Attempt] => [
          `submission plan.pick ${verb}`,
          submission('plan.pick', { verb }, { release: { choice: releaseId } }),
        ]),
      ].flat(),
    ),
    'command /checkin': command('/checkin'),
    'command /checkin pause': command('/checkin pause until 2026-12-24'),
    'command /checkin resume': command('/checkin resume'),
    'command /checkin history': command('/checkin history'),
    'shortcut checkin.start': { kind: 'shortcut', id: 'checkin.start' },
    'press checkin.tap': press('checkin.tap', `${releaseId}|${week}|4`),
    'press checkin.change': press('checkin.change', `${releaseId}|${week}`),
    'press checkin.details': press('checkin.details', week),
    'press checkin.login': press('checkin.login:yes', 'sam-w'),
    'press checkin.resume': press('checkin.resume', 'resume'),
    'press checkin.support_done': press('checkin.support_done', requestId),
    'press checkin.support_not_me': press('checkin.support_not_me', requestId),
    'press checkin.support_hand': press('checkin.support_hand', requestId),
    'submission checkin.details': submission(
      'checkin.details',
      { shown: [[releaseId, week, '']], next: [] },
      { [fieldId('confidence', releaseId)]: { choice: '4' } },
    ),
    'submission checkin.pause': submission('checkin.pause', '', { until: { day: '2026-12-24' } }),
    'submission checkin.hand': submission('checkin.hand', requestId, {
      to: { person: PEOPLE.paul.id },
    }),
    'press home.ledger': press('home.ledger', 'failed/0', {}),

    'command /release': command('/release'),
    'command /release plan': command('/release plan 0.8.0'),
    'command /release timeline': command('/release timeline 0.7.0'),
    'command /release history': command('/release history 0.7.0'),
    'command /release ship': command('/release ship 0.7.0'),
    'command /release cancel': command('/release cancel 0.7.0'),
    'command /release close': command('/release close 0.7.0'),
    'shortcut plan.start': { kind: 'shortcut', id: 'plan.start' },
    'press plan.start': press('plan.start', 'C0ATLAS'),
    'press plan.back': press('plan.back', 'back', draft),
    'press plan.take_day': press('plan.take_day', '2027-03-05', draft),
    'press plan.open': press('plan.open', releaseId),
    'press plan.move_stage': press('plan.move_stage', `${releaseId}/development`),
    'press plan.step_done': press('plan.step_done', `${releaseId}/alpha`),
    'press plan.goals': press('plan.goals', releaseId, {}),
    'press plan.source': press('plan.source', releaseId, {}),
    'press plan.timeline': press('plan.timeline', releaseId, {}),
    'press plan.timeline_back': press('plan.timeline_back', 'back', move),
    'press plan.timeline_take': press('plan.timeline_take', '2027-01-15', move),
    'press plan.ship': press('plan.ship', releaseId),
    'press plan.close': press('plan.close', releaseId),
    'submission plan.project': submission(
      'plan.project',
      { version: '0.8.0' },
      { project: { choice: projectId } },
    ),
    'submission plan.form': submission(
      'plan.form',
      { projectId },
      { version: '0.8.0', target: { day: '2027-02-26' }, label_names: 'enhancement' },
    ),
    'submission plan.preview': submission('plan.preview', draft),
    'submission plan.goals': submission(
      'plan.goals',
      { releaseId, mark: '', planView: 'V0' },
      { goals: 'Rootless mode' },
    ),
    'submission plan.source': submission(
      'plan.source',
      { releaseId, mark: '' },
      { label_names: 'bug', reason: 'Less' },
    ),
    'submission plan.timeline': submission(
      'plan.timeline',
      { releaseId },
      { target: { day: '2027-01-08' }, reason: 'The host comes late' },
    ),
    'submission plan.timeline_preview': submission('plan.timeline_preview', move),
    'submission plan.ship': submission('plan.ship', { releaseId }),
    'submission plan.cancel': submission(
      'plan.cancel',
      { releaseId },
      { reason: 'The customer left' },
    ),
    'submission plan.close': submission('plan.close', { releaseId }),

    'command /release status': command('/release status'),
    'press report.status': press('report.status', releaseId),
    'press report.share': press('report.share', releaseId),
    'press report.details': press('report.details', `${releaseId}/${week}`),
    'press report.more': press('report.more', `counting/${releaseId}`),
    'press report.edit': press('report.edit', `${releaseId}/${week}`),
    'press report.hold': press('report.hold', `${releaseId}/${week}`),
    'press report.release': press('report.release', `${releaseId}/${week}`),
    'submission report.edit': submission('report.edit', `${releaseId}/${week}/`, {
      words: 'We keep the date.',
    }),
    'submission report.hold': submission('report.hold', `${releaseId}/${week}`, {
      reason: 'We speak with the customer first',
    }),

    'command /hotfix': command('/hotfix'),
    'command /hotfix status': command('/hotfix status'),
    'command /hotfix list': command('/hotfix list'),
    'command /hotfix deputies': command('/hotfix deputies'),
    'command /hotfix setup': command('/hotfix setup'),
    'shortcut hotfix.declare': { kind: 'shortcut', id: 'hotfix.declare' },
    'shortcut hotfix.from_message': { kind: 'shortcut', id: 'hotfix.from_message' },
    'press hotfix.open': press('hotfix.open', hotfixId),
    'press hotfix.join': press('hotfix.join', hotfixId),
    'press hotfix.criterion': press('hotfix.criterion', 'none', { projectId }),
    'press hotfix.go_on': press('hotfix.go_on', `${hotfixId}/development`),
    'press hotfix.approve': press('hotfix.approve', `${hotfixId}/technical_lead`),
    'press hotfix.tick': press('hotfix.tick', `${hotfixId}/chk_1/tick`),
    'press hotfix.cause': press('hotfix.cause', hotfixId),
    'press hotfix.retro': press('hotfix.retro', hotfixId),
    'press hotfix.retro_time': press('hotfix.retro_time', hotfixId),
    'press hotfix.action_done': press('hotfix.action_done', `${hotfixId}/${actionId}`),
    'press hotfix.let_go': press('hotfix.let_go', hotfixId),
    'press hotfix.new_issue': press('hotfix.new_issue', ''),
    'submission hotfix.project': submission(
      'hotfix.project',
      { channelId: '', seen: '', since: '2026-11-19T08:00:00.000Z', messageIn: null },
      { project: { choice: projectId } },
    ),
    'submission hotfix.declare': submission(
      'hotfix.declare',
      { projectId, messageIn: null, known: [hotfixId] },
      declared,
    ),
    'submission hotfix.another': submission(
      'hotfix.another',
      { projectId, messageIn: null, known: [hotfixId] },
      declared,
    ),
    'submission hotfix.change': submission(
      'hotfix.change',
      { hotfixId, projectId },
      { criterion: { choice: 'production_down' }, lead: { person: PEOPLE.noor.id } },
    ),
    'submission hotfix.cause': submission(
      'hotfix.cause',
      { hotfixId, seen: '' },
      { cause: 'A certificate ran out' },
    ),
    'submission hotfix.retro': submission(
      'hotfix.retro',
      { hotfixId, seen: '' },
      { good: 'The alert was read' },
    ),
    'submission hotfix.retro_time': submission(
      'hotfix.retro_time',
      { hotfixId, from: '' },
      { at: { at: Date.UTC(2026, 10, 23, 9) / 1000 } },
    ),

    // Last, for they change who may what.
    'submission hotfix.setup': submission('hotfix.setup', { projectId, seen: '' }),
    'submission hotfix.deputies': submission('hotfix.deputies', { projectId, was: '' }),
    'command /release setup': command('/release setup'),
    'press setup.open': press('setup.open', 'C0ATLAS'),
    'submission setup.channel': submission('setup.channel', '', {
      channel: { choice: 'C0ATLAS' },
    }),
    'submission setup.form': submission('setup.form', {
      channelId: 'C0ATLAS',
      projectId,
      seen: '',
    }),
    'submission setup.people': submission('setup.people', {
      projectId,
      from: 0,
      isNew: false,
      labels: null,
    }),
  };
}
