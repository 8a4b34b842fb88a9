/** `/hotfix status` and `/hotfix list`: which hotfixes run here, and which there were. */
import { typed } from '../../base/command-names.ts';
import { clip, oneLine } from '../../base/text.ts';
import type { Context } from '../../feature.ts';
import { projectOfChannel, projectsOf } from '../../release/projects.ts';
import type { Command } from '../../slack/arrivals.ts';
import {
  bold,
  button,
  line,
  lines,
  localTime,
  notification,
  sentence,
  type Message,
} from '../../slack/blocks.ts';
import { markOf, stateLines, type AlertFacts } from './alert.ts';
import { alertFacts, foundHotfix, type FoundHotfix } from './facts.ts';
import { stepName } from './road.ts';
import { hotfixesOf } from './store.ts';

const MOST = 10;

/** Those that are open, for the eyes of who asked. */
export function showStatus(ctx: Context, command: Command): Promise<void> {
  return show(ctx, command, 'open');
}

/** The newest ten, ended ones among them. */
export function showList(ctx: Context, command: Command): Promise<void> {
  return show(ctx, command, 'all');
}

async function show(ctx: Context, command: Command, only: 'open' | 'all'): Promise<void> {
  const here = await projectOfChannel(ctx.db, ctx.workspace.id, command.channelId);
  const projects = here === undefined ? await projectsOf(ctx.db, ctx.workspace.id) : [here];
  const rows = (
    await Promise.all(projects.map(({ id }) => hotfixesOf(ctx.db, id, only, MOST)))
  ).flat();
  const newest = rows.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, MOST);
  const found = await Promise.all(
    newest.map(({ id }) => foundHotfix(ctx.db, ctx.workspace.id, id)),
  );
  await ctx.desk.reply(
    { responseUrl: command.responseUrl },
    await answerOf(
      ctx,
      found.flatMap((one) => one ?? []),
      only,
    ),
  );
}

async function answerOf(
  ctx: Context,
  found: readonly FoundHotfix[],
  only: 'open' | 'all',
): Promise<Message> {
  if (only === 'all') return listMessage(found, only);
  const alerts = await Promise.all(found.map((one) => alertFacts(ctx.db, one, ctx.now)));
  return listMessage(found, only, alerts);
}

/** One block a hotfix, newest first; with what its alert says of it, where that is given in the same order. Pure. */
export function listMessage(
  found: readonly FoundHotfix[],
  only: 'open' | 'all',
  alerts: readonly AlertFacts[] = [],
): Message {
  if (found.length === 0)
    return sentence(
      only === 'open'
        ? `No hotfix runs here. ${typed('/hotfix')} list shows earlier ones, ${typed('/hotfix')} alone declares one.`
        : `No hotfix was declared here. ${typed('/hotfix')} declares one.`,
    );
  const names = found.map(({ name }) => name).join(', ');
  return {
    text: notification(only === 'open' ? `Open hotfixes: ${names}` : `Hotfixes: ${names}`),
    blocks: found.flatMap((one, at) => [
      hotfixLines(one, alerts[at]),
      {
        type: 'actions' as const,
        elements: [button('Open hotfix', 'hotfix.open', one.hotfix.id)],
      },
    ]),
  };
}

/** A hotfix in two lines: its name and step, and what is seen; with how far it is, where that is given. Pure. */
export function hotfixLines({ hotfix, name }: FoundHotfix, alert?: AlertFacts) {
  return lines([
    line(
      bold(`${markOf(hotfix.step)} ${name} · ${stepName(hotfix.step)}`),
      ' · since ',
      localTime(hotfix.since, '{time} {date_short_pretty}'),
    ),
    line(clip(oneLine(hotfix.seen), 200)),
    ...(alert === undefined ? [] : stateLines(alert)),
  ]);
}
