/**
 * What arrived, in the program's own words. The body may have been recorded by an earlier run, so
 * nothing is taken for granted: what cannot be read becomes `unreadable`, with the reason.
 */
import { ownName, type CommandName } from '../base/command-names.ts';
import type { z } from 'zod';
import {
  closedShape,
  commandShape,
  eventShape,
  pressShape,
  shortcutShape,
  submissionShape,
} from './arrival-shapes.ts';
import { type FormValue, type FormValues, isData, readElement, readValues } from './form-values.ts';
import type { Arrival, ArrivalKind } from './port.ts';

/** A slash command. `text` is what was typed; people and channels in it stand as `<@U…|name>`, `<#C…|name>`. */
export interface Command {
  readonly kind: 'command';
  /** Its own name, also where people type it with a prefix. */
  readonly command: CommandName;
  readonly text: string;
  readonly userId: string;
  readonly teamId: string;
  /** The workspace in which the person is at home, when Slack says it. */
  readonly homeTeamId?: string;
  readonly channelId: string;
  readonly channelName: string;
  readonly triggerId: string;
  readonly responseUrl: string;
}

/** The modal or Home that an interaction came from. */
export interface PressedView {
  readonly id: string;
  readonly type: string;
  readonly hash: string;
  readonly callbackId: string;
  readonly privateMetadata: string;
  /** True for a modal that lies over another one. */
  readonly isPushed: boolean;
  readonly values: FormValues;
}

/** A button, menu or picker was used. `value` is the button's value or what was chosen. */
export interface Press {
  readonly kind: 'press';
  readonly actionId: string;
  readonly blockId: string;
  readonly value: FormValue;
  /** What else is filled in on the same message, modal or Home. */
  readonly values: FormValues;
  readonly userId: string;
  readonly teamId: string;
  readonly homeTeamId?: string;
  readonly triggerId: string;
  readonly channelId?: string;
  readonly messageTs?: string;
  readonly threadTs?: string;
  readonly responseUrl?: string;
  readonly view?: PressedView;
}

/** A modal was submitted. */
export interface Submission {
  readonly kind: 'submission';
  readonly callbackId: string;
  readonly userId: string;
  readonly teamId: string;
  readonly homeTeamId?: string;
  readonly viewId: string;
  readonly hash: string;
  readonly privateMetadata: string;
  readonly values: FormValues;
  readonly triggerId: string;
}

/** A modal was closed without submitting; `isCleared` when the whole stack went. */
export interface Closed {
  readonly kind: 'closed';
  readonly callbackId: string;
  readonly userId: string;
  readonly teamId: string;
  readonly homeTeamId?: string;
  readonly viewId: string;
  readonly privateMetadata: string;
  readonly isCleared: boolean;
}

/** A shortcut was chosen; from a message's menu with that message. */
export interface Shortcut {
  readonly kind: 'shortcut';
  readonly callbackId: string;
  readonly userId: string;
  readonly teamId: string;
  readonly homeTeamId?: string;
  readonly triggerId: string;
  readonly channelId?: string;
  readonly messageTs?: string;
  readonly messageText?: string;
  readonly messageUser?: string;
}

/** Something happened in the workspace. `raw` is Slack's event. */
export interface HappenedEvent {
  readonly kind: 'event';
  readonly type: string;
  readonly teamId: string;
  readonly userId?: string;
  readonly channelId?: string;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** A shape nobody here knows; `reason` is for the log. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly reason: string;
}

/** Everything that can come in. */
export type Incoming =
  Command | Press | Submission | Closed | Shortcut | HappenedEvent | Unreadable;

/** Reads an arrival, fresh or recorded. Never throws; what it cannot read it says. */
export function readArrival({ kind, body }: Pick<Arrival, 'kind' | 'body'>): Incoming {
  return READERS[kind](body);
}

const READERS: Readonly<Record<ArrivalKind, (body: unknown) => Incoming>> = {
  command: (body) => shaped(commandShape, body, readCommand),
  action: (body) => shaped(pressShape, body, readPress),
  submission: (body) => shaped(submissionShape, body, readSubmission),
  closed: (body) => shaped(closedShape, body, readClosed),
  shortcut: (body) => shaped(shortcutShape, body, readShortcut),
  event: (body) => shaped(eventShape, body, readEvent),
};

function shaped<T>(shape: z.ZodType<T>, body: unknown, read: (value: T) => Incoming): Incoming {
  const parsed = shape.safeParse(body);
  if (parsed.success) return read(parsed.data);
  const issue = parsed.error.issues[0];
  return unreadable(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function unreadable(reason: string): Unreadable {
  return { kind: 'unreadable', reason };
}

function readCommand(body: z.output<typeof commandShape>): Incoming {
  const command = ownName(body.command);
  if (command === null) return unreadable(`the command ${body.command} is not ours`);
  return {
    kind: 'command',
    command,
    text: unescape(body.text),
    userId: body.user_id,
    teamId: body.team_id,
    channelId: body.channel_id,
    channelName: body.channel_name,
    triggerId: body.trigger_id,
    responseUrl: body.response_url,
    ...present({ homeTeamId: body.team_id || undefined }),
  };
}

function readPress(body: z.output<typeof pressShape>): Incoming {
  const action = body.actions[0];
  const value = readElement(action);
  if (value === undefined) return unreadable(`unknown element in ${action.action_id}`);
  const filled = readValues(body.view?.state ?? body.state);
  if ('unknown' in filled) return unreadable(`unknown element in ${filled.unknown}`);
  return {
    kind: 'press',
    actionId: action.action_id,
    blockId: action.block_id,
    value,
    values: filled.values,
    userId: body.user.id,
    teamId: teamOf(body),
    triggerId: body.trigger_id,
    ...present({
      homeTeamId: body.user.team_id,
      channelId: body.channel?.id ?? body.container?.channel_id,
      messageTs: body.message?.ts ?? body.container?.message_ts,
      threadTs: body.message?.thread_ts,
      responseUrl: body.response_url,
      view: body.view ? viewOf(body.view, filled.values) : undefined,
    }),
  };
}

function viewOf(
  view: NonNullable<z.output<typeof pressShape>['view']>,
  values: FormValues,
): PressedView {
  return {
    id: view.id,
    type: view.type,
    hash: view.hash,
    callbackId: view.callback_id,
    privateMetadata: view.private_metadata,
    isPushed: (view.previous_view_id ?? null) !== null,
    values,
  };
}

function readSubmission(body: z.output<typeof submissionShape>): Incoming {
  const filled = readValues(body.view.state);
  if ('unknown' in filled) return unreadable(`unknown element in ${filled.unknown}`);
  return {
    kind: 'submission',
    callbackId: body.view.callback_id,
    userId: body.user.id,
    teamId: teamOf(body),
    viewId: body.view.id,
    hash: body.view.hash,
    privateMetadata: body.view.private_metadata,
    values: filled.values,
    triggerId: body.trigger_id,
    ...present({ homeTeamId: body.user.team_id }),
  };
}

function readClosed(body: z.output<typeof closedShape>): Incoming {
  return {
    kind: 'closed',
    callbackId: body.view.callback_id,
    userId: body.user.id,
    teamId: teamOf(body),
    viewId: body.view.id,
    privateMetadata: body.view.private_metadata,
    isCleared: body.is_cleared,
    ...present({ homeTeamId: body.user.team_id }),
  };
}

function readShortcut(body: z.output<typeof shortcutShape>): Incoming {
  const text = body.message?.text;
  return {
    kind: 'shortcut',
    callbackId: body.callback_id,
    userId: body.user.id,
    teamId: teamOf(body),
    triggerId: body.trigger_id,
    ...present({
      homeTeamId: body.user.team_id,
      channelId: body.channel?.id,
      messageTs: body.message_ts,
      messageText: text === undefined ? undefined : unescape(text),
      messageUser: body.message?.user,
    }),
  };
}

function readEvent(body: z.output<typeof eventShape>): Incoming {
  const { event } = body;
  return {
    kind: 'event',
    type: event.type,
    teamId: body.authorizations?.[0]?.team_id ?? body.team_id,
    raw: event,
    ...present({ userId: idIn(event['user']), channelId: idIn(event['channel']) }),
  };
}

/** Our own workspace. `team` is null when the app is installed for a whole organisation. */
function teamOf(body: {
  readonly team?: { readonly id: string } | null | undefined;
  readonly user: { readonly team_id?: string | undefined };
  readonly view?: { readonly app_installed_team_id?: string | null | undefined } | null | undefined;
}): string {
  return body.view?.app_installed_team_id ?? body.team?.id ?? body.user.team_id ?? '';
}

/** Some events carry the id of a person or channel, others the whole object. */
function idIn(value: unknown): string | undefined {
  const id = isData(value) ? value['id'] : value;
  return typeof id === 'string' ? id : undefined;
}

/** Slack escapes three characters in what people type; here they are what was typed. */
function unescape(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
