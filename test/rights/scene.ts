/** Atlas with one person of every kind, and one thing of every kind to act on. */
import { nameDeputies } from '../../src/authority/deputies-store.ts';
import type { Log } from '../../src/base/log.ts';
import { checkInsOf } from '../../src/features/checkin/store.ts';
import { insertRequest, type SupportTables } from '../../src/features/checkin/support-store.ts';
import { insertAction } from '../../src/features/hotfix/retro-store.ts';
import { projectsOf } from '../../src/release/projects.ts';
import { rememberPerson } from '../../src/release/people.ts';
import { saveProject } from '../../src/release/save-project.ts';
import { shared } from '../../src/release/tables.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';
import { crowd, type Crowd } from './crowd.ts';

const OURS = 'T0SLIPWAY1';
const AN_ACCOUNT = {
  zone: 'Europe/Berlin',
  isAdmin: false,
  isGuest: false,
  isDeactivated: false,
  isOutside: false,
};

/** Every kind of person there is, and the words of the table that are true of them. */
export const KINDS = {
  release_manager: { id: PEOPLE.mara.id, is: ['anyone', 'release_manager', 'in_channel'] },
  technical_lead: { id: PEOPLE.ines.id, is: ['anyone', 'technical_lead', 'in_channel'] },
  product_owner: { id: PEOPLE.paul.id, is: ['anyone', 'product_owner', 'in_channel'] },
  qa_lead: { id: PEOPLE.dana.id, is: ['anyone', 'qa_lead', 'in_channel'] },
  lead: { id: PEOPLE.noor.id, is: ['anyone', 'lead', 'in_channel'] },
  member: { id: PEOPLE.ivo.id, is: ['anyone', 'in_channel'] },
  helper: { id: PEOPLE.sam.id, is: ['anyone', 'in_channel'] },
  founder: { id: 'U1FOUNDER', is: ['anyone', 'founder', 'in_channel'] },
  stakeholder: { id: 'U1STAKE', is: ['anyone', 'stakeholder', 'in_channel'] },
  deputy: { id: 'U1DEPUTY', is: ['anyone', 'deputy', 'in_channel'] },
  colleague: { id: 'U1READER', is: ['anyone', 'in_channel'] },
  elsewhere: { id: 'U1ELSE', is: ['anyone'] },
  guest: { id: 'U1GUEST', is: ['guest', 'in_channel'], part: { isGuest: true } },
  guest_on_the_list: { id: 'U1LISTED', is: ['guest', 'in_channel'], part: { isGuest: true } },
  admin: { id: 'U1ADMIN', is: ['anyone', 'admin', 'in_channel'], part: { isAdmin: true } },
  operator: { id: 'U1OPERATOR', is: ['anyone', 'admin', 'in_channel'] },
  stranger: { id: 'U1STRANGER', is: [], part: { teamId: 'T1THEIRS' } },
  bot: { id: 'U1ROBOT', is: [], part: { isBot: true } },
  left: { id: 'U1LEFT', is: [] },
} as const satisfies Readonly<Record<string, Kind>>;

interface Kind {
  readonly id: string;
  readonly is: readonly string[];
  readonly part?: object;
}

/** The name of a kind of person. */
export type KindName = keyof typeof KINDS;

/** The ids of what stands in the scene. */
export interface Things {
  readonly projectId: string;
  readonly releaseId: string;
  readonly hotfixId: string;
  readonly requestId: string;
  readonly actionId: string;
  /** The Monday of the week that is asked about. */
  readonly week: string;
}

/** The scene. */
export interface Scene {
  readonly town: Town;
  readonly crowd: Crowd;
  readonly things: Things;
}

export const WEEK = '2026-11-16';

/** Builds it; `log` is told what the bot logs. */
export async function theScene(log: Log): Promise<Scene> {
  const people = crowd();
  const { through } = people;
  const town = await aTown({ log, through, admins: [KINDS.operator.id] });
  await planAtlas(town);
  await declare(town);
  await town.pushTo(berlin('2026-11-19', '10:05'));
  await town.person('ivo').presses('@slipway', 'Likely');
  await letPeopleIn(town);
  const things = await layOut(town);
  await town.quiet();
  return { town, crowd: people, things };
}

async function declare(town: Town): Promise<void> {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits({
    'What is it for Atlas?': 'production down',
    'What is seen?': 'Sign-in is down',
    'Who is hit, and how badly?': 'Everybody',
    'Affected versions': '0.6.2',
  });
}

/** Those who are new are known to Slack alone, so that Slipway meets them at the door. */
async function letPeopleIn(town: Town): Promise<void> {
  const { slack } = town.world;
  const known: readonly string[] = Object.values(PEOPLE).map(({ id }) => id);
  for (const [name, kind] of Object.entries<Kind>(KINDS)) {
    if (known.includes(kind.id)) continue;
    slack.addPerson({ ...PEOPLE.ivo, id: kind.id, name, realName: name, ...kind.part });
    if (kind.id === KINDS.left.id) slack.deactivate(kind.id);
    if (kind.is.includes('in_channel')) await slack.as(PEOPLE.mara.id).invite(kind.id, 'C0ATLAS');
  }
}

async function layOut(town: Town): Promise<Things> {
  const { store } = town.bot();
  const [project] = await projectsOf(store.db, OURS);
  const release = town.rows("select id from release where version = '0.7.0'")[0]?.['id'];
  const hotfix = town.rows('select id, release_id from hotfix')[0];
  if (project === undefined) throw new Error('Atlas is not set up');
  const releaseId = String(release);
  const hotfixId = String(hotfix?.['id']);
  return store.transact(town.clock.now(), async (tx) => {
    const { db } = tx;
    await saveProject(
      tx,
      {
        ...project,
        repositories: project.repositories.map((one) => ({
          ...one,
          isPrivate: one.is_private === 1,
        })),
        roles: [
          ...project.roles,
          { userId: KINDS.left.id, role: 'release_manager' },
          { userId: KINDS.stakeholder.id, role: 'stakeholder' },
        ],
        members: [...project.members, KINDS.guest_on_the_list.id],
      },
      PEOPLE.mara.id,
    );
    await shared(db).updateTable('project').set({ set_up_by: KINDS.founder.id }).execute();
    // Mara runs the release, and nothing else.
    await shared(db).updateTable('person').set({ is_admin: 0 }).execute();
    await rememberPerson(tx, OURS, {
      ...AN_ACCOUNT,
      id: KINDS.left.id,
      name: 'Lee',
      isDeactivated: true,
    });
    for (const [id, name] of [
      [KINDS.founder.id, 'Fay'],
      [KINDS.deputy.id, 'Dot'],
    ] as const)
      await rememberPerson(tx, OURS, {
        ...AN_ACCOUNT,
        id,
        name,
      });
    await nameDeputies(tx, project.id, 'technical_lead', [KINDS.deputy.id], PEOPLE.mara.id);
    const [answer] = await checkInsOf(db, OURS, PEOPLE.ivo.id, WEEK);
    const request = await insertRequest(tx, {
      workspace_id: OURS,
      check_in_id: answer?.id ?? '',
      release_id: releaseId,
      from_user_id: PEOPLE.ivo.id,
      to_user_id: PEOPLE.sam.id,
      text: 'A host for the tests',
      since: WEEK,
    });
    await db
      .withTables<SupportTables>()
      .insertInto('support_notice')
      .values({
        request_id: request.id,
        user_id: PEOPLE.sam.id,
        day: '2026-11-19',
        told_at: tx.now,
        outcome: 'open',
      })
      .execute();
    const action = await insertAction(tx, {
      project_id: project.id,
      hotfix_id: hotfixId,
      text: 'Watch the certificate',
      owner_id: PEOPLE.ivo.id,
      due_on: '2026-12-01',
      given_by: PEOPLE.mara.id,
    });
    return {
      projectId: project.id,
      releaseId,
      hotfixId,
      requestId: request.id,
      actionId: action.id,
      week: WEEK,
    };
  });
}
