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
import { foundHotfix, type FoundHotfix } from './facts.ts';
import { isOpen, stepName } from './road.ts';
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
    listMessage(
      found.flatMap((one) => one ?? []),
      only,
    ),
  );
}

/** One block a hotfix, newest first. Pure. */
export function listMessage(found: readonly FoundHotfix[], only: 'open' | 'all'): Message {
  if (found.length === 0)
    return sentence(
      only === 'open'
        ? `No hotfix runs here. ${typed('/hotfix')} list shows earlier ones, ${typed('/hotfix')} alone declares one.`
        : `No hotfix was declared here. ${typed('/hotfix')} declares one.`,
    );
  const names = found.map(({ name }) => name).join(', ');
  return {
    text: notification(only === 'open' ? `Open hotfixes: ${names}` : `Hotfixes: ${names}`),
    blocks: found.flatMap((one) => [
      hotfixLines(one),
      {
        type: 'actions' as const,
        elements: [button('Open hotfix', 'hotfix.open', one.hotfix.id)],
      },
    ]),
  };
}

/** A hotfix in two lines: its name and step, and what is seen. Pure. */
export function hotfixLines({ hotfix, name }: FoundHotfix) {
  const mark = isOpen(hotfix.step) ? '🔴' : hotfix.step === 'closed' ? '🟢' : '⚪';
  return lines([
    line(
      bold(`${mark} ${name} · ${stepName(hotfix.step)}`),
      ' · since ',
      localTime(hotfix.since, '{date_short} {time}'),
    ),
    line(clip(oneLine(hotfix.seen), 200)),
  ]);
}
