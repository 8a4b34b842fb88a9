import type { Plain } from './plain.ts';
import type { Block } from '../contract.ts';
import { Refusal } from './refusal.ts';

/** A modal or Home tab as the small Slack keeps it. `source` is what the app sent, with block ids filled in. */
export interface StoredView {
  readonly id: string;
  readonly userId: string;
  readonly type: 'modal' | 'home';
  readonly hash: string;
  readonly source: Plain;
  readonly blocks: readonly Block[];
  readonly rootId: string;
  readonly previousId: string | null;
  /** Why the last submission was refused, by block id; empty otherwise. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Every open modal, as one stack for each person, and every published Home tab. */
export interface Views {
  /** From the bottom of the stack to the top. */
  stack(userId: string): readonly StoredView[];
  home(userId: string): StoredView | null;
  find(id: string): StoredView | undefined;
  /** The view, or Slack's `not_found`. */
  get(id: string): StoredView;
  byExternalId(externalId: string): StoredView | undefined;
  put(view: StoredView): void;
  /** Takes one modal away; those that lie on it go too. */
  remove(id: string): void;
  clear(userId: string): void;
}

/** An empty store of views. */
export function createViews(): Views {
  const stacks = new Map<string, StoredView[]>();
  const homes = new Map<string, StoredView>();
  const stack = (userId: string): StoredView[] => stacks.get(userId) ?? [];
  const all = (): StoredView[] => [...stacks.values()].flat().concat([...homes.values()]);
  const find = (id: string): StoredView | undefined => all().find((view) => view.id === id);
  const putModal = (view: StoredView): void => {
    const views = stack(view.userId);
    const known = views.some((other) => other.id === view.id);
    const next = known
      ? views.map((other) => (other.id === view.id ? view : other))
      : [...views, view];
    stacks.set(view.userId, next);
  };
  return {
    stack,
    home: (userId) => homes.get(userId) ?? null,
    find,
    get(id) {
      const view = find(id);
      if (!view) throw new Refusal('not_found');
      return view;
    },
    byExternalId: (externalId) => all().find((view) => view.source['external_id'] === externalId),
    put: (view) => (view.type === 'home' ? void homes.set(view.userId, view) : putModal(view)),
    remove(id) {
      for (const [user, views] of stacks) {
        const at = views.findIndex((view) => view.id === id);
        if (at >= 0) stacks.set(user, views.slice(0, at));
      }
    },
    clear: (userId) => void stacks.set(userId, []),
  };
}
