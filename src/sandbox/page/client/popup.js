/** Menus and lists that drop from a button, placed so that no scrolling box cuts them off. */

const GAP = 4;
const MARGIN = 8;

/** Puts `popup` under `anchor`, or above it where there is more room; `wide` makes it as wide. */
export function placeBelow(popup, anchor, wide = false) {
  const at = anchor.getBoundingClientRect();
  const under = innerHeight - at.bottom - MARGIN;
  const over = at.top - MARGIN;
  popup.style.position = 'fixed';
  popup.style.minWidth = wide ? `${at.width}px` : '';
  popup.style.maxWidth = wide ? `${Math.max(at.width, 0)}px` : '';
  popup.style.maxHeight = '';
  const height = popup.offsetHeight;
  const above = height > under && over > under;
  const most = wide ? 320 : innerHeight;
  popup.style.maxHeight = `${Math.min(most, Math.max(under, over) - GAP)}px`;
  const top = above ? at.top - GAP - Math.min(popup.offsetHeight, over) : at.bottom + GAP;
  popup.style.top = `${Math.max(MARGIN, top)}px`;
  const left = Math.min(at.left, innerWidth - popup.offsetWidth - MARGIN);
  popup.style.left = `${Math.max(MARGIN, left)}px`;
}
