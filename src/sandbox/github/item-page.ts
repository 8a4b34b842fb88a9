import { milestoneOf } from './item-filters.ts';
import type { Reply } from './reply.ts';
import { html } from './reply.ts';
import type { Item, Milestone, Repository } from './rows.ts';
import { nameWithOwner } from './rows.ts';
import type { Tables } from './tables.ts';

/**
 * The page behind the `url` of a repository, issue, pull request or GitHub milestone, so that a link
 * in a message leads somewhere. Private repositories are not there, as for anyone who is not signed in.
 */
export function pageAt(tables: Tables, path: string): Reply {
  const [, owner, name, folder, number] =
    /^\/([^/]+)\/([^/]+)(?:\/(issues|pull|milestone)\/(\d+))?\/?$/.exec(path) ?? [];
  const repository = tables.repository(`${owner}/${name}`);
  if (repository === undefined || repository.isPrivate)
    return path.endsWith('/issues/new') ? newIssuePage() : notFound();
  if (folder === undefined) return repositoryPage(tables, repository);
  if (folder !== 'milestone') return itemPage(tables, repository, Number(number));
  const milestone = tables.milestones
    .of(repository.id)
    .find((row) => row.number === Number(number));
  return milestone === undefined ? notFound() : milestonePage(tables, repository, milestone);
}

/** GitHub has its form here. The small one has no visitors who are signed in, so it says where the deed is. */
function newIssuePage(): Reply {
  return page(
    200,
    'A new issue',
    '<p>On GitHub a form stands here, filled in. In the local workspace press <b>GitHub…</b> in the bar at the top, then <b>Open the issue</b>.</p>',
  );
}

function notFound(): Reply {
  return page(404, 'Not found', '<p>There is nothing here, or you may not see it.</p>');
}

function itemPage(tables: Tables, repository: Repository, number: number): Reply {
  const item = tables.item(repository.id, number);
  if (item === undefined) return notFound();
  const facts = [
    ['State', item.state.toLowerCase()],
    ['Labels', item.labels.join(', ')],
    ['Assigned to', item.assignees.join(', ')],
    ['Milestone', milestoneOf(tables, item)?.title ?? ''],
    ['Updated', item.updatedAt],
  ].filter(([, value]) => value !== '');
  const rows = facts.map(([fact, value]) => `<dt>${fact}</dt><dd>${escaped(value ?? '')}</dd>`);
  const body = `<dl>${rows.join('')}</dl><p>${escaped(item.body)}</p>`;
  return page(200, `${item.title} #${item.number} · ${nameWithOwner(repository)}`, body);
}

function milestonePage(tables: Tables, repository: Repository, milestone: Milestone): Reply {
  const items = tables.issues.of(repository.id).filter((row) => row.milestone === milestone.number);
  const due = milestone.dueOn === null ? '' : `<p>Due ${milestone.dueOn.slice(0, 10)}</p>`;
  const { description } = milestone;
  const about = description === null ? '' : `<p class="about">${escaped(description)}</p>`;
  return page(
    200,
    `${milestone.title} · ${nameWithOwner(repository)}`,
    due + about + list(repository, items),
  );
}

function repositoryPage(tables: Tables, repository: Repository): Reply {
  const open = tables.issues.of(repository.id).filter((row) => row.state === 'OPEN');
  return page(200, nameWithOwner(repository), list(repository, open));
}

function list(repository: Repository, items: readonly Item[]): string {
  const rows = items.map((item) => {
    const link = `<a href="/${escaped(nameWithOwner(repository))}/issues/${item.number}">`;
    const mark = item.state === 'OPEN' ? '' : ` (${item.state.toLowerCase()})`;
    return `<li>${link}${escaped(item.title)}</a> #${item.number}${mark}</li>`;
  });
  return `<ul>${rows.join('')}</ul>`;
}

function page(status: number, title: string, body: string): Reply {
  const shown = escaped(title);
  return html(
    status,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${shown}</title><style>body{font:16px/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}dt{color:#57606a}.about{white-space:pre-wrap}</style><h1>${shown}</h1>${body}</html>`,
  );
}

/** Text from outside as text inside HTML. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
