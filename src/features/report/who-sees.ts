/** What was said before a repository became private, or public: outsiders read other words of it from now on. */
import type { Context, Reaction } from '../../feature.ts';
import { findProject } from '../../release/projects.ts';
import { releasesOf } from '../../release/releases.ts';
import { sentence } from '../../slack/blocks.ts';
import type { Tx } from '../../store/db.ts';
import { digestKey } from './digest-key.ts';
import { askedWeek } from './gather-facts.ts';
import { peopleOf, withPrivacyNow, type Subject } from './gather.ts';
import { lateKey, sayLateAnswers } from './late-answers.ts';
import { sayDigests } from './say-digest.ts';
import { digestTimes } from './schedule.ts';
import { statusKeys } from './status.ts';
import { rememberedPostings, reportPosted, type PostedReport, type Posting } from './store.ts';

const HIDDEN_SINCE = sentence('This status names work of a repository that is private by now.');

/** A repository of the project was made private: what names its work gets words for outsiders. */
export const onHidden: Reaction = async (ctx, tx, { projectId }) => {
  for (const subject of await subjectsOf(tx, projectId)) {
    await sayAnew(ctx, tx, subject);
    // What such a status was made from is not kept, so outsiders read nothing of it.
    await ctx.channels.withhold(tx, statusKeys(subject.release.id), HIDDEN_SINCE);
  }
};

/** A repository of the project was made public: nothing of it has to be hidden any more. */
export const onOpened: Reaction = async (ctx, tx, { projectId }) => {
  for (const subject of await subjectsOf(tx, projectId)) await sayAnew(ctx, tx, subject);
};

async function subjectsOf(tx: Tx, projectId: string | null): Promise<readonly Subject[]> {
  const project = projectId === null ? undefined : await findProject(tx.db, projectId);
  if (project === undefined) return [];
  const releases = await releasesOf(tx.db, project.id);
  return releases.map((release) => ({ project, release }));
}

/** One report after the other: each is long. What was forgotten stays as it stands. */
async function sayAnew(ctx: Context, tx: Tx, subject: Subject): Promise<void> {
  for (const posting of await rememberedPostings(tx.db, subject.release.id)) {
    const posted = await standing(ctx, tx, posting);
    if (posted === undefined) continue;
    const report = await withPrivacyNow(tx.db, posted.report);
    const people = await peopleOf({ ...ctx, db: tx.db }, subject.project, report);
    const due = {
      late: posted.isLate,
      dueAt: posted.isLate ? dueAt(subject, posted) : posted.postedAt,
    };
    await sayDigests(ctx, tx, [{ ...subject, report, people, due }]);
    if ((await ctx.channels.toldTo(tx.db, lateKey(posted.report))) === null) continue;
    const asked = askedWeek(subject.project, posted.report.week);
    await sayLateAnswers(ctx, tx, subject, posted, asked);
  }
}

/** The report whose digest is known still; one that the ledger has forgotten would be posted anew. */
async function standing(ctx: Context, tx: Tx, posting: Posting): Promise<PostedReport | undefined> {
  const target = await ctx.channels.toldTo(tx.db, digestKey(posting));
  return target === null ? undefined : reportPosted(tx.db, posting);
}

function dueAt({ project }: Subject, { report, postedAt }: PostedReport): string {
  return report.kind === 'last' ? postedAt : digestTimes(project, report.week).digestAt;
}
