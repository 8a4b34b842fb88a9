import type { Board, Item } from './rows.ts';
import type { Tables } from './tables.ts';
import { knownRepository } from './known.ts';

/** Everything that happens on boards. A board is named by its title; what cannot be done throws. */
export interface Boards {
  addBoard(board: {
    readonly title: string;
    readonly fields: Readonly<Record<string, 'NUMBER' | 'TEXT'>>;
  }): void;
  /** Gives a field another name; its values stay in it. */
  renameField(board: string, from: string, to: string): void;
  /** Puts an item on the board, when it is not there, and a value into a field; null empties it. */
  setField(
    board: string,
    item: { readonly repository: string; readonly number: number },
    field: string,
    value: number | string | null,
  ): void;
}

/** The deeds on boards. They leave the item's own time of change alone, as on GitHub. */
export function createBoards(tables: Tables): Boards {
  const known = (title: string): Board => {
    const board = tables.boards.find((one) => one.title === title);
    if (board === undefined) throw new Error(`The sandbox has no board ${title}.`);
    return board;
  };
  return {
    addBoard({ title, fields }) {
      const id = `PVT_${tables.nextDatabaseId()}`;
      tables.boards.push({
        kind: 'ProjectV2',
        id,
        title,
        fields: new Map(Object.entries(fields)),
        values: new Map(),
      });
    },
    renameField(title, from, to) {
      const { fields, values } = known(title);
      const type = fields.get(from);
      if (type === undefined) throw new Error(`The board ${title} has no field ${from}.`);
      fields.delete(from);
      fields.set(to, type);
      for (const own of values.values()) {
        const value = own.get(from);
        if (own.delete(from) && value !== undefined) own.set(to, value);
      }
    },
    setField(title, { repository, number }, field, value) {
      const { fields, values } = known(title);
      const item = tables.item(knownRepository(tables, repository).id, number);
      if (item === undefined) throw new Error(`${repository} has no item #${number}.`);
      if (!fields.has(field)) throw new Error(`The board ${title} has no field ${field}.`);
      const own = values.get(item.id) ?? new Map<string, number | string>();
      values.set(item.id, own);
      if (value === null) own.delete(field);
      else own.set(field, value);
    },
  };
}

/** The boards that an item stands on. */
export function boardsOf({ boards }: Tables, item: Item): readonly Board[] {
  return boards.filter(({ values }) => values.has(item.id));
}
