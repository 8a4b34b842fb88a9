/** What App Home shows of hotfixes: those that run, above everything else, and what waits for this person. */
import { standingOf } from '../../authority/approval-rules.ts';
import { approvalsOf } from '../../authority/approvals-store.ts';
import type { Context, HomeCard } from '../../feature.ts';
import { projectsOf } from '../../release/projects.ts';
import { button } from '../../slack/blocks.ts';
import { actionCards } from './action-flow.ts';
import { decisionButtons } from './ask-words.ts';
import { alertFacts, foundHotfix, rosterOf, type FoundHotfix } from './facts.ts';
import { hotfixLines } from './list.ts';
import { subjectOf } from './names.ts';
import { mayDecide } from './road.ts';
import { APPROVERS, seatsOf } from './seats.ts';
import { hotfixesOf } from './store.ts';

const MOST = 3;
/** Above check-ins: nothing is more urgent. */
const ORDER = 0;

/** One card for each open hotfix, with the buttons of those who decide; and the actions that are this person's. */
export async function homeCards(ctx: Context, userId: string): Promise<readonly HomeCard[]> {
  const projects = await projectsOf(ctx.db, ctx.workspace.id);
  const open = await Promise.all(projects.map(({ id }) => hotfixesOf(ctx.db, id, 'open', MOST)));
  const found = await Promise.all(
    open.flat().map(({ id }) => foundHotfix(ctx.db, ctx.workspace.id, id)),
  );
  const cards = found.flatMap((one) => one ?? []).map((one) => card(ctx, one, userId));
  return [...(await Promise.all(cards)), ...(await actionCards(ctx, userId))];
}

async function card(ctx: Context, found: FoundHotfix, userId: string): Promise<HomeCard> {
  const { hotfix, project } = found;
  const standing = standingOf(APPROVERS, await approvalsOf(ctx.db, subjectOf(hotfix.id)));
  const seats = mayDecide(hotfix.step)
    ? seatsOf(userId, standing, await rosterOf(ctx.db, project))
    : [];
  const roles = seats.map(({ role }) => role);
  return {
    order: ORDER,
    blocks: [
      hotfixLines(found),
      {
        type: 'actions',
        elements: [
          ...(roles.length === 0
            ? []
            : decisionButtons(await alertFacts(ctx.db, found, ctx.now), roles)),
          button('Open hotfix', 'hotfix.open', hotfix.id),
        ],
      },
    ],
  };
}
