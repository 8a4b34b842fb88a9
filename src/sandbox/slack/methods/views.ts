import { viewPart } from '../payloads/view.ts';
import { Refusal } from '../refusal.ts';
import { openView, publishHome, pushView, replaceView } from '../view-stack.ts';
import type { StoredView } from '../views.ts';
import { jsonArg, requiredText, textArg } from './arguments.ts';
import type { Method, MethodCall, MethodFamily } from './method.ts';

function givenView({ args }: MethodCall): unknown {
  return jsonArg(args, 'view', 'invalid_arguments');
}

function shown({ slack }: MethodCall, view: StoredView) {
  return { view: viewPart(slack.identity, view, {}) };
}

function takeTrigger({ slack, args }: MethodCall) {
  return slack.triggers.take(textArg(args, 'trigger_id') ?? args['interactivity_pointer']);
}

const open: Method = (call) => {
  const trigger = takeTrigger(call);
  return shown(call, openView(call.slack, trigger.userId, givenView(call)));
};

const push: Method = (call) => {
  const trigger = takeTrigger(call);
  if (trigger.viewId === null) throw new Refusal('invalid_trigger_id');
  return shown(call, pushView(call.slack, trigger.userId, givenView(call)));
};

function addressed({ slack, args }: MethodCall): StoredView {
  const external = textArg(args, 'external_id');
  if (external === undefined) return slack.views.get(requiredText(args, 'view_id'));
  const view = slack.views.byExternalId(external);
  if (!view) throw new Refusal('not_found');
  return view;
}

const update: Method = (call) => {
  const old = addressed(call);
  return shown(call, replaceView(call.slack, old, givenView(call), textArg(call.args, 'hash')));
};

const publish: Method = (call) => {
  const { slack, args } = call;
  const user = slack.people.get(requiredText(args, 'user_id')).id;
  return shown(call, publishHome(slack, user, givenView(call), textArg(args, 'hash')));
};

/** Modals and Home tabs. */
export const viewMethods: MethodFamily = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
