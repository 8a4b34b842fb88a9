import { boardsOf } from './boards.ts';
import type { PageArgs } from './connection.ts';
import { connection } from './connection.ts';
import { ordered } from './orders.ts';
import type { Fields } from './request.ts';
import type { Board, Item } from './rows.ts';

interface BoardItem {
  readonly kind: 'ProjectV2Item';
  readonly board: Board;
  readonly itemId: string;
}

interface Value {
  readonly kind: 'ProjectV2ItemFieldNumberValue' | 'ProjectV2ItemFieldTextValue';
  readonly value: number | string;
}

interface Field {
  readonly kind: 'ProjectV2Field';
  readonly name: string;
  readonly dataType: 'NUMBER' | 'TEXT';
}

interface Named {
  readonly name: string;
}

/** The connection that both kinds of items have. */
export const boardItems: Pick<Fields<Item>, string> = {
  projectItems(item, args: PageArgs, { tables }, info) {
    const own = boardsOf(tables, item).map((board): BoardItem => ({
      kind: 'ProjectV2Item',
      board,
      itemId: item.id,
    }));
    return connection(
      ordered(own, (one) => [own.indexOf(one), 0]),
      args,
      info,
    );
  },
};

/** `ProjectV2Item` */
export const projectItemFields: Fields<BoardItem> = {
  id: ({ board, itemId }) => `PVTI_${board.id}_${itemId}`,
  project: ({ board }) => board,
  fieldValueByName({ board, itemId }, { name }: Named): Value | null {
    const value = board.values.get(itemId)?.get(name);
    if (value === undefined) return null;
    const isNumber = typeof value === 'number';
    return {
      kind: isNumber ? 'ProjectV2ItemFieldNumberValue' : 'ProjectV2ItemFieldTextValue',
      value,
    };
  },
};

/** `ProjectV2` */
export const projectFields: Fields<Board> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  field({ fields }, { name }: Named): Field | null {
    const dataType = fields.get(name);
    return dataType === undefined ? null : { kind: 'ProjectV2Field', name, dataType };
  },
};

/** `ProjectV2Field` */
export const projectFieldFields: Fields<Field> = {
  name: ({ name }) => name,
  dataType: ({ dataType }) => dataType,
};

/** `ProjectV2ItemFieldNumberValue` */
export const numberValueFields: Fields<Value> = { number: ({ value }) => value };

/** `ProjectV2ItemFieldTextValue` */
export const textValueFields: Fields<Value> = { text: ({ value }) => value };
