import type { Block } from '../../contract.ts';
import { isPlain, listOr, plainOr } from '../plain.ts';
import type { Plain } from '../plain.ts';
import { Refusal } from '../refusal.ts';
import { blockFlaws, flawText, isBlock } from './blocks.ts';
import { completed, deepCompleted } from './completion.ts';
import { flag, flaw, object, text } from './schema.ts';
import type { Check, Flaw } from './schema.ts';
import { plainText } from './texts.ts';
import { twoFocused } from './together.ts';

/** A view may weigh 250 KB. */
const HEAVIEST_VIEW = 250_000;

const anything: Check = () => [];
const names: Readonly<Record<string, Check>> = {
  private_metadata: text(3000, 0),
  callback_id: text(255, 0),
  external_id: text(255, 0),
};

const FRAMES: Readonly<Record<'modal' | 'home', Check>> = {
  modal: object({
    must: { title: plainText(24), blocks: anything },
    may: {
      ...names,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: flag,
      notify_on_close: flag,
      submit_disabled: flag,
    },
  }),
  home: object({ must: { blocks: anything }, may: names }),
};

/** A modal with an input needs a submit button; Slack points at each input that waits for one. */
function inputsWithoutSubmit(view: Plain): readonly Flaw[] {
  if (view['type'] !== 'modal' || view['submit'] !== undefined) return [];
  return listOr(view['blocks']).flatMap((block, index) =>
    isPlain(block) && block['type'] === 'input'
      ? flaw(
          'must define `submit` to use an `input` block in modals',
          `/view/blocks/${index}/input`,
        )
      : [],
  );
}

function viewFlaws(view: Plain, type: 'modal' | 'home'): readonly Flaw[] {
  if (view['type'] !== type) return flaw(`unsupported type: ${String(view['type'])}`, '/view/type');
  const frame = FRAMES[type](view, '/view');
  if (view['blocks'] === undefined) return frame;
  const blocks = blockFlaws(view['blocks'], type, '/view/blocks');
  if (frame.length + blocks.length > 0) return [...frame, ...blocks];
  const plain = listOr(view['blocks']).filter(isPlain);
  return [...inputsWithoutSubmit(view), ...twoFocused(plain, '/view/blocks')];
}

function refuse(flaws: readonly Flaw[]): never {
  const all = [...flaw('failed to match all allowed schemas', '/view'), ...flaws];
  const messages = all.map((item) => `[ERROR] ${flawText(item)}`);
  throw new Refusal('invalid_arguments', { response_metadata: { messages } });
}

/**
 * A view, checked and completed as Slack stores it. Refuses with `invalid_arguments` and every flaw, or
 * `view_too_large`.
 */
export function checkedView(
  given: unknown,
  type: 'modal' | 'home',
): { readonly source: Plain; readonly blocks: readonly Block[] } {
  if (given === undefined) {
    const messages = ['[ERROR] missing required field: view'];
    throw new Refusal('invalid_arguments', { response_metadata: { messages } });
  }
  if (!isPlain(given)) refuse(flaw('must provide an object', '/view'));
  if (JSON.stringify(given).length > HEAVIEST_VIEW) throw new Refusal('view_too_large');
  const flaws = viewFlaws(given, type);
  if (flaws.length > 0) refuse(flaws);
  const { blocks, ...frame } = given;
  const source = plainOr(deepCompleted(frame));
  return { source, blocks: completed(listOr(blocks).filter(isBlock)) };
}
