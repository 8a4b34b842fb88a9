/** A person's open modals: the newest on top, those under it kept alive with what was typed in them. */
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { drawBlocks } from '../block/draw-block.ts';
import { asData, asText } from '../draw/plain-data.ts';
import { plainText } from '../draw/text.ts';
import type { Viewer } from '../draw/viewer.ts';
import type { SandboxView } from '../../contract.ts';
import { avatar } from './avatar.ts';
import { icon } from './icon.ts';

/** A view without inputs or buttons whose only words end in an ellipsis is one that still loads. */
function isLoading(view: SandboxView): boolean {
  const [only, ...more] = view.blocks;
  const text = asText(asData(only?.['text'])['text']);
  return view.submit === null && more.length === 0 && /(…|\.\.\.)\W*$/.test(text);
}

function titleBar(view: SandboxView, depth: number, viewer: Viewer): ReactNode {
  const app = [...viewer.people.values()].find((person) => person.isBot);
  return createElement(
    'header',
    { className: 'modal-title' },
    depth > 0
      ? createElement(
          'button',
          { type: 'button', className: 'plain', 'aria-label': 'Back', 'data-close-view': view.id },
          icon('back'),
        )
      : avatar(app, 'small'),
    createElement('h1', null, plainText(view.title)),
    createElement(
      'button',
      { type: 'button', className: 'plain', 'aria-label': 'Close', 'data-close-all': view.id },
      icon('close'),
    ),
  );
}

function footer(view: SandboxView): ReactNode {
  const close = createElement(
    'button',
    { type: 'button', className: 'btn', 'data-close-view': view.id },
    plainText(view.close ?? (view.submit === null ? 'Close' : 'Cancel')),
  );
  const submit =
    view.submit === null
      ? null
      : createElement(
          'button',
          { type: 'button', className: 'btn primary', 'data-submit-view': view.id },
          createElement('span', null, plainText(view.submit)),
        );
  return createElement('footer', { className: 'modal-foot' }, close, submit);
}

function body(view: SandboxView, viewer: Viewer): ReactNode {
  const blocks = drawBlocks(view.blocks, { viewer, id: view.id, errors: view.errors ?? {} });
  if (isLoading(view)) {
    return createElement(
      'div',
      { className: 'modal-loading', role: 'status' },
      createElement('span', { className: 'spinner', 'aria-hidden': true }),
      blocks,
    );
  }
  return blocks;
}

interface ModalFrame {
  readonly viewer: Viewer;
  /** How many modals lie under this one. */
  readonly depth: number;
  readonly isTop: boolean;
  readonly trouble: string | undefined;
}

function modal(view: SandboxView, frame: ModalFrame): ReactNode {
  const { viewer, trouble } = frame;
  return createElement(
    'dialog',
    {
      className: 'modal',
      'data-key': view.id,
      'data-scope': 'view',
      'data-view': view.id,
      'data-top': frame.isTop ? 'yes' : 'no',
      'aria-label': view.title,
    },
    titleBar(view, frame.depth, viewer),
    createElement(
      'div',
      { className: 'modal-body', tabIndex: -1 },
      trouble === undefined
        ? null
        : createElement('div', { className: 'modal-error', role: 'alert' }, trouble),
      body(view, viewer),
    ),
    footer(view),
  );
}

/** The whole stack, bottom first. `trouble` says by view id what a modal as a whole complains of. */
export function drawModals(
  views: readonly SandboxView[],
  viewer: Viewer,
  trouble: ReadonlyMap<string, string>,
): readonly ReactNode[] {
  return views.map((view, depth) =>
    modal(view, {
      viewer,
      depth,
      isTop: depth === views.length - 1,
      trouble: trouble.get(view.id),
    }),
  );
}
