import type { SandboxGroup, SandboxPerson } from '../contract.ts';
import { Refusal } from './refusal.ts';

/** Everyone in the workspace, the bot included. */
export interface People {
  all(): readonly SandboxPerson[];
  find(id: string): SandboxPerson | undefined;
  /** The person, or Slack's `user_not_found`. */
  get(id: string): SandboxPerson;
  named(name: string): SandboxPerson | undefined;
  add(person: SandboxPerson): void;
  /** Closes an account. The person stays listed, as in Slack, with `deleted`. */
  deactivate(id: string): void;
  /** Opens a closed account again. */
  reactivate(id: string): void;
  isDeactivated(id: string): boolean;
  /** The user groups, in the order in which they were made. */
  groups(): readonly SandboxGroup[];
  addGroup(group: SandboxGroup): void;
}

/** A workspace's people, in the order in which they came. */
export function createPeople(bot: SandboxPerson): People {
  const people = new Map<string, SandboxPerson>([[bot.id, bot]]);
  const gone = new Set<string>();
  const groups: SandboxGroup[] = [];
  const get = (id: string): SandboxPerson => {
    const person = people.get(id);
    if (!person) throw new Refusal('user_not_found');
    return person;
  };
  return {
    all: () => [...people.values()],
    find: (id) => people.get(id),
    get,
    named: (name) => [...people.values()].find((person) => person.name === name),
    add: (person) => void people.set(person.id, person),
    deactivate: (id) => void gone.add(get(id).id),
    reactivate: (id) => void gone.delete(id),
    isDeactivated: (id) => gone.has(id),
    groups: () => groups,
    addGroup: (group) => void groups.push(group),
  };
}
