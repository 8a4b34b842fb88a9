/** What a person writes: words, the app's slash commands, and Slack's own `/invite`. */
import type { z } from 'zod';
import type { PageOptions } from '../options.ts';
import { visibleChannel } from '../screen/place.ts';
import { GONE, SILENT } from './answer.ts';
import type { Answer } from './answer.ts';
import type { sayBody } from './bodies.ts';

/** `/invite @name` adds somebody to the channel, as it does in Slack. */
async function invite(
  as: string,
  channel: string,
  who: string,
  options: PageOptions,
): Promise<Answer> {
  const name = who.trim().replace(/^@/, '').toLowerCase();
  const person = options.slack
    .people()
    .find((one) => [one.name, one.realName].some((own) => own.toLowerCase() === name));
  if (person === undefined) return { notice: `Nobody here is called “${name}”.` };
  await options.slack.as(as).invite(person.id, channel);
  return SILENT;
}

/**
 * Says something in a conversation, or runs a slash command typed there. A command that fails is told
 * in the channel by Slackbot, so nothing is answered here.
 */
export async function say(body: z.infer<typeof sayBody>, options: PageOptions): Promise<Answer> {
  const { as, at, text, thread } = body;
  if (visibleChannel(options.slack, as, at) === null) return GONE;
  const person = options.slack.as(as);
  if (text.startsWith('/invite ')) return invite(as, at, text.slice(8), options);
  if (text.startsWith('/')) await person.command(at, text);
  else await person.say(at, text, thread);
  return SILENT;
}
