import { slackbotPart, userPart } from '../payloads/user.ts';
import type { SandboxPerson } from '../../contract.ts';
import { flagArg, requiredText } from './arguments.ts';
import type { Method, MethodCall, MethodFamily } from './method.ts';
import { pageOf } from './paging.ts';

const LIST = { fallback: 1000, most: 1000 };

function shown({ slack, now, args }: MethodCall, person: SandboxPerson) {
  const deleted = slack.people.isDeactivated(person.id);
  const locale = flagArg(args, 'include_locale') ? { locale: 'en-US' } : {};
  return { ...userPart(slack.identity, person, now, deleted), ...locale };
}

const info: Method = (call) => {
  const person = call.slack.people.get(requiredText(call.args, 'user', 'user_not_found'));
  return { user: shown(call, person) };
};

const list: Method = (call) => {
  const page = pageOf(call.args, call.slack.people.all(), (person) => person.id, LIST);
  const people = page.items.map((person) => shown(call, person));
  const slackbot = page.more ? [] : [slackbotPart(call.slack.identity)];
  return { members: [...people, ...slackbot], cache_ts: 0, ...page.metadata };
};

const usergroups: Method = ({ slack }) => ({
  usergroups: slack.people.groups().map(({ id, handle, name, members }) => ({
    id,
    team_id: slack.identity.teamId,
    is_usergroup: true,
    handle,
    name,
    description: '',
    date_delete: 0,
    user_count: members.length,
  })),
});

/** Who is here. */
export const userMethods: MethodFamily = {
  'users.info': info,
  'users.list': list,
  'usergroups.list': usergroups,
};
