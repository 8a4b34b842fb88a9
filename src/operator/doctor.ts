/** `slipway doctor`: looks at all that Slipway needs, changes nothing, says what to do about each. */
import type { Clock } from '../base/clock.ts';
import { prefixCommands } from '../base/command-names.ts';
import { SlipwayError } from '../base/errors.ts';
import { takeWayOut, wayOutLine } from '../base/way-out.ts';
import { silentLog } from '../base/log.ts';
import type { Config, Configuration, Secrets } from '../config/contract.ts';
import { readConfig } from '../config/read-config.ts';
import { createGitHub } from '../github/create-github.ts';
import { projectsOf, type Project } from '../release/projects.ts';
import { checkAppToken, checkBotToken, optionalSentence } from '../slack/check.ts';
import { createDesk } from '../slack/desk.ts';
import { BOT_SCOPES, OPTIONAL_SCOPES } from '../slack/scopes.ts';
import { readSlackTime } from '../slack/slack-time.ts';
import { webClient } from '../slack/web-client.ts';
import type { Reader } from '../store/reader.ts';
import { clockFinding } from './clock-rule.ts';
import type { OperatorDesk } from './desk.ts';
import { lineOf, well, wrong, type Finding } from './finding.ts';
import {
  examineAccount,
  examineBoards,
  examinePoints,
  examineRepositories,
} from './look-at-github.ts';
import { examineFixes, examineFixRights, examineGroups, hotfixUse } from './look-at-hotfixes.ts';
import { examineDatabase, examineDisk, examineProgram } from './look-at-machine.ts';
import { examineProbes, retentionFinding, scopesBeyond } from './look-at-settings.ts';
import { examineChannel, examinePeople, examineRoles } from './look-at-slack.ts';
import { examineZones } from './look-at-zones.ts';

const USAGE = 'slipway doctor';
// A look may take longer than a person who waits for a window would.
const TIMEOUT_MS = 10_000;

/** One line a look; the exit code is 1 when any of them found something wrong. */
export async function doctorCommand(words: readonly string[], desk: OperatorDesk): Promise<number> {
  if (words.length > 0) {
    desk.print(USAGE);
    return 2;
  }
  let isAllWell = true;
  const say = (...findings: readonly Finding[]): void => {
    for (const finding of findings) {
      desk.print(lineOf(finding));
      isAllWell &&= finding.isWell;
    }
  };
  const read = readSettings(say);
  if (read !== null) await examine(read, desk, say);
  return isAllWell ? 0 : 1;
}

type Say = (...findings: readonly Finding[]) => void;

function readSettings(say: Say): Configuration | null {
  try {
    const read = readConfig();
    const ignored =
      read.unknown.length === 0 ? '' : `; not known and not used: ${read.unknown.join(', ')}`;
    if (read.secrets !== null) say(well(`Settings: understood${ignored}`));
    else say(wrong(`Settings: no token is set, which means the local workspace${ignored}. ${SET}`));
    return read;
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    for (const sentence of error.message.split('\n')) say(wrong(`Settings: ${sentence}`));
    return null;
  }
}

const SET = 'Set SLACK_BOT_TOKEN, SLACK_APP_TOKEN and GITHUB_TOKEN to join yours.';

async function examine(
  { config, secrets }: Configuration,
  { clock, migrationsFolder }: OperatorDesk,
  say: Say,
): Promise<void> {
  prefixCommands(config.commandPrefix);
  say(examineProgram(config.databaseFile, clock.now()), examineDisk(config.databaseFile));
  say(retentionFinding(config.keepDays), await examineProbes(config));
  const { finding, reader } = await examineDatabase(config.databaseFile, migrationsFolder);
  say(finding);
  try {
    if (reader !== null) say(await examineZones(reader));
    if (secrets !== null && (await goOut(config, say)))
      await examineOutside(config, secrets, reader, clock, say);
  } finally {
    reader?.close();
  }
}

/** False when there is no way out to examine anything by. */
async function goOut({ wayOut }: Config, say: Say): Promise<boolean> {
  try {
    await takeWayOut(wayOut);
    say(well(`Way out: ${wayOutLine(wayOut)}`));
    return true;
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    say(wrong(`Way out: ${error.message}`));
    return false;
  }
}

async function examineOutside(
  config: Config,
  secrets: Secrets,
  reader: Reader | null,
  clock: Clock,
  say: Say,
): Promise<void> {
  const bot = await examineTokens(config, secrets, clock, say);
  const github = createGitHub({
    ...secrets.gitHub,
    apiUrl: config.gitHubApiUrl,
    log: silentLog,
    wall: clock,
  });
  const account = await examineAccount(github);
  say(...account);
  if (bot === null || reader === null) return;
  const projects = await projectsOf(reader.db, bot.teamId);
  if (projects.length === 0) say(well('Projects: none is set up in this workspace yet'));
  await examineInSlack(config, secrets, projects, clock, say);
  const use = await hotfixUse(reader.db, projects);
  say(...examineGroups(bot.scopes, use));
  const who = 'app' in secrets.gitHub ? 'app' : 'token';
  const isLetIn = account.every(({ isWell }) => isWell);
  if (isLetIn)
    for (const project of projects)
      say(...(await examineRepositories(github, project, clock.now(), who)));
  say(...projects.flatMap(examinePoints));
  if (isLetIn) {
    say(...(await examineBoards(github, projects)));
    say(...(await examineFixRights(github, use)));
    if (who === 'token')
      for (const project of projects) say(...(await examineFixes(github, project, use)));
  }
  say(...github.lacks().map((lack) => well(`GitHub: ${lack}`)));
}

/** Whose the bot token is, and what it was granted; null when it is not good for more. */
async function examineTokens(
  config: Config,
  secrets: Secrets,
  clock: Clock,
  say: Say,
): Promise<{ readonly teamId: string; readonly scopes: readonly string[] } | null> {
  const options = { apiUrl: config.slackApiUrl, log: silentLog };
  const bot = await checkBotToken(secrets.slackBotToken, options);
  if (bot.kind === 'fine') {
    const { teamName, teamId } = bot.identity;
    say(well(`Slack: the bot token is of ${teamName} (${teamId})`));
    const scopes = Object.keys(BOT_SCOPES);
    say(well(`Slack: all ${scopes.length} needed scopes are granted`));
    const optional = optionalSentence(bot.identity.scopes);
    if (optional !== null) say(well(`Slack: ${optional}`));
    say(...scopesBeyond([...scopes, ...Object.keys(OPTIONAL_SCOPES)], bot.identity.scopes));
  } else say(wrong(`Slack: ${bot.sentence}`));
  say(await examineWay(secrets, options));
  const asked = clock.now();
  const there = await readSlackTime(config.slackApiUrl);
  say(clockFinding(asked, there, clock.now()));
  return bot.kind === 'fine' ? bot.identity : null;
}

/** How what Slack delivers reaches us; that its calls arrive over HTTP, only Slack can see. */
async function examineWay(
  secrets: Secrets,
  options: Parameters<typeof checkAppToken>[1],
): Promise<Finding> {
  if (!('slackAppToken' in secrets))
    return well('Slack: calls us over HTTP, with a signing secret');
  const app = await checkAppToken(secrets.slackAppToken, options);
  return app.kind === 'fine'
    ? well('Slack: the app token opens sockets')
    : wrong(`Slack: ${app.sentence}`);
}

async function examineInSlack(
  config: Config,
  { slackBotToken }: Secrets,
  projects: readonly Project[],
  wall: Clock,
  say: Say,
): Promise<void> {
  const { slackApiUrl: apiUrl } = config;
  const client = webClient(slackBotToken, { apiUrl, timeoutMs: TIMEOUT_MS, log: silentLog });
  const desk = createDesk(client, { apiUrl, wall });
  for (const project of projects) {
    say(await examineChannel(desk, project));
    say(...examineRoles(project), ...(await examinePeople(desk, project)));
  }
}
