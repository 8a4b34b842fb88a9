/** Hands one arrival to the feature it is for. */
import { AGAIN, whatAgain } from './again.ts';
import { admit } from './admit.ts';
import { SlipwayError } from './base/errors.ts';
import type { Context } from './feature.ts';
import { helpMessage, unknownCommand } from './help.ts';
import { matchCommand, type Routes } from './routes.ts';
import type { Command, HappenedEvent, Incoming } from './slack/arrivals.ts';
import type { ModalView } from './slack/blocks.ts';

/**
 * Runs the handler, once it is clear that whoever acts may; the answer is a word for the operator. Nobody to handle
 * it is an error: loud. Throws SlipwayError `not_allowed` for who may not.
 */
export async function dispatch(routes: Routes, ctx: Context, incoming: Incoming): Promise<string> {
  const no = await admit(ctx, incoming);
  if (no !== null) throw new SlipwayError('not_allowed', no);
  return handOver(routes, ctx, incoming);
}

async function handOver(routes: Routes, ctx: Context, incoming: Incoming): Promise<string> {
  switch (incoming.kind) {
    case 'command':
      return runCommand(routes, ctx, incoming);
    case 'press': {
      const again = incoming.actionId === AGAIN ? whatAgain(incoming) : null;
      if (again !== null) return handOver(routes, ctx, again);
      return run(
        ctx,
        routes.presses.get(incoming.actionId.split(':')[0] ?? ''),
        incoming.actionId,
        (press) => press.run(ctx, incoming),
      );
    }
    case 'submission':
      return run(ctx, routes.submissions.get(incoming.callbackId), incoming.callbackId, (spec) =>
        spec.handle(ctx, incoming),
      );
    case 'closed':
      await routes.closes.get(incoming.callbackId)?.run(ctx, incoming);
      return 'closed';
    case 'shortcut':
      return run(ctx, routes.shortcuts.get(incoming.callbackId), incoming.callbackId, (shortcut) =>
        shortcut.run(ctx, incoming),
      );
    case 'event':
      return runEvent(routes, ctx, incoming);
    case 'unreadable':
      throw new Error(`unreadable: ${incoming.reason}`);
  }
}

/** The trigger and the view of the window with which its handler begins; null for another beginning. */
export function firstViewOf(
  routes: Routes,
  incoming: Incoming,
): { readonly triggerId: string; readonly view: ModalView } | null {
  const deed = openingDeed(routes, incoming);
  const view = deed === null ? undefined : routes.opens.get(deed);
  return view === undefined || !('triggerId' in incoming)
    ? null
    : { triggerId: incoming.triggerId, view };
}

function openingDeed(routes: Routes, incoming: Incoming): string | null {
  if (incoming.kind === 'press') return `press ${incoming.actionId.split(':')[0]}`;
  if (incoming.kind === 'shortcut') return `shortcut ${incoming.callbackId}`;
  if (incoming.kind !== 'command') return null;
  const { spec } = matchCommand(routes.commands, incoming.command, incoming.text);
  return spec === undefined ? null : `command ${spec.command} ${spec.name}`.trim();
}

async function run<H>(
  { asked }: Context,
  handler: H | undefined,
  name: string,
  call: (handler: H) => Promise<void>,
): Promise<string> {
  // A choice that a menu does not have stands for no action, so nobody could ask whether it is allowed.
  if (handler === undefined || asked.action === null) throw new Error(`nobody handles ${name}`);
  await call(handler);
  return 'done';
}

async function runCommand(routes: Routes, ctx: Context, command: Command): Promise<string> {
  const { spec, rest, nearest, word } = matchCommand(
    routes.commands,
    command.command,
    command.text,
  );
  const reply = { responseUrl: command.responseUrl };
  if (spec !== undefined) {
    await spec.run(ctx, command, rest);
    return 'done';
  }
  if (word === 'help') await ctx.desk.reply(reply, helpMessage(command.command, routes.commands));
  else await ctx.desk.reply(reply, unknownCommand(command.command, word, nearest));
  return word === 'help' ? 'helped' : 'unknown word';
}

async function runEvent(routes: Routes, ctx: Context, event: HappenedEvent): Promise<string> {
  const handlers = routes.events.get(event.type) ?? [];
  for (const handler of handlers) await handler(ctx, event);
  return handlers.length === 0 ? 'nobody listens' : 'done';
}
