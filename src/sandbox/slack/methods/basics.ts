import type { Method, MethodFamily } from './method.ts';
import { Refusal } from '../refusal.ts';
import { textArg } from './arguments.ts';

const apiTest: Method = ({ args }) => {
  const error = textArg(args, 'error');
  if (error !== undefined) throw new Refusal(error, { args });
  return { args };
};

const authTest: Method = ({ slack }) => {
  const { teamDomain, teamName, teamId, botUserId, botId } = slack.identity;
  const bot = slack.people.get(botUserId);
  return {
    url: `https://${teamDomain}.slack.com/`,
    team: teamName,
    user: bot.name,
    team_id: teamId,
    user_id: botUserId,
    bot_id: botId,
    is_enterprise_install: false,
  };
};

const connectionsOpen: Method = ({ slack, origin, ticket }) => {
  const url = new URL('/link/', origin);
  url.protocol = 'ws:';
  url.searchParams.set('ticket', ticket());
  url.searchParams.set('app_id', slack.identity.appId);
  return { url: url.href };
};

/** Who am I, and where do I connect. */
export const basicMethods: MethodFamily = {
  'api.test': apiTest,
  'auth.test': authTest,
  'apps.connections.open': connectionsOpen,
};
