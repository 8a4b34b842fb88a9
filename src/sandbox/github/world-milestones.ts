import type { CalendarDate, Instant } from '../../base/time.ts';
import { knownMilestone, knownRepository, midnight, newIds, refuseTwin } from './known.ts';
import type { Label, Milestone } from './rows.ts';
import { wholeSecond } from './rows.ts';
import type { Tables } from './tables.ts';

/** What a new GitHub milestone is made of. */
interface NewMilestone {
  readonly title: string;
  readonly description?: string;
  readonly dueOn?: CalendarDate;
  readonly at?: Instant;
}

/** Labels and GitHub milestones of a repository. What cannot be done throws. */
export interface Milestones {
  addLabel(
    repository: string,
    label: { readonly name: string; readonly color?: string; readonly description?: string },
  ): Label;
  addMilestone(repository: string, milestone: NewMilestone): Milestone;
  /** Finds the GitHub milestone by its title; a null `dueOn` takes the day away. */
  editMilestone(
    repository: string,
    title: string,
    change: {
      readonly title?: string;
      readonly dueOn?: CalendarDate | null;
      readonly state?: Milestone['state'];
      readonly at?: Instant;
    },
  ): Milestone;
}

/** The deeds on labels and GitHub milestones; `now` stands in for a missing `at`. */
export function createMilestones(tables: Tables, now: () => Instant): Milestones {
  const kept = <T extends Label | Milestone>(row: T): T => {
    tables.put(row);
    return row;
  };
  const second = (at: Instant | undefined) => wholeSecond(at ?? now());

  return {
    addLabel(repositoryName, { name, color, description }) {
      const { id, createdAt } = knownRepository(tables, repositoryName);
      const others = tables.labels.of(id);
      refuseTwin(
        name,
        others.find((row) => row.name === name),
      );
      return kept<Label>({
        kind: 'Label',
        ...newIds(tables, 'Label'),
        repositoryId: id,
        name,
        color: color ?? 'ededed',
        description: description ?? null,
        createdAt,
      });
    },
    addMilestone(repositoryName, { title, description, dueOn, at }) {
      const { id } = knownRepository(tables, repositoryName);
      const others = tables.milestones.of(id);
      refuseTwin(
        title,
        others.find((row) => row.title === title),
      );
      const made = second(at);
      return kept<Milestone>({
        kind: 'Milestone',
        ...newIds(tables, 'Milestone'),
        repositoryId: id,
        number: others.length + 1,
        title,
        description: description ?? null,
        dueOn: dueOn === undefined ? null : midnight(dueOn),
        state: 'OPEN',
        createdAt: made,
        updatedAt: made,
        closedAt: null,
      });
    },
    editMilestone(repositoryName, title, { at, dueOn, ...change }) {
      const milestone = knownMilestone(tables, knownRepository(tables, repositoryName), title);
      const changed = second(at);
      const state = change.state ?? milestone.state;
      return kept({
        ...milestone,
        ...change,
        dueOn: dueOn === undefined ? milestone.dueOn : dueOn && midnight(dueOn),
        updatedAt: changed,
        closedAt: state === 'CLOSED' ? (milestone.closedAt ?? changed) : null,
      });
    },
  };
}
