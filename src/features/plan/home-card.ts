/** What waits for a release manager on App Home: steps whose day has come. */
import type { Context, HomeCard } from '../../feature.ts';
import { mayManage, projectsOf, type Project } from '../../release/projects.ts';
import { releasesOf, type Release } from '../../release/releases.ts';
import { bold, button, line, lines } from '../../slack/blocks.ts';
import { today } from './facts.ts';
import {
  suggestionButton,
  suggestionFor,
  suggestionWords,
  type Suggestion,
} from './suggestions.ts';

// After check-ins and approvals, which others wait for.
const ORDER = 30;

/** One card a release that has a suggestion; none otherwise. */
export async function suggestionCards(ctx: Context, userId: string): Promise<readonly HomeCard[]> {
  const projects = await projectsOf(ctx.db, ctx.workspace.id);
  const own = projects.filter((project) => mayManage(project, userId));
  const cards = await Promise.all(own.map((project) => cardsOf(ctx, project)));
  return cards.flat();
}

async function cardsOf(ctx: Context, project: Project): Promise<readonly HomeCard[]> {
  const day = today(project, ctx.now);
  return (await releasesOf(ctx.db, project.id)).flatMap((release) => {
    const suggestion = suggestionFor(release, day);
    return suggestion === null ? [] : [suggestionCard(project.name, release, suggestion, day)];
  });
}

/** The suggestion in one line, with its button. Pure. */
function suggestionCard(
  projectName: string,
  release: Release,
  suggestion: Suggestion,
  day: string,
): HomeCard {
  const { text, actionId, value } = suggestionButton(release, suggestion);
  return {
    order: ORDER,
    blocks: [
      lines([
        line(bold(`${projectName} ${release.version}`), ` · ${suggestionWords(suggestion, day)}`),
      ]),
      { type: 'actions', elements: [button(text, `${actionId}:home`, value)] },
    ],
  };
}
