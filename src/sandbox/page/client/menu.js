/** Menus behind a button: the overflow menu, message actions, the people one can be. */
import { placeBelow } from './popup.js';

function items(menu) {
  return [...menu.querySelectorAll('[role=menuitem], [role=menuitemradio]')];
}

/** Closes every open menu but `kept`. */
export function closeMenus(kept = null) {
  for (const button of document.querySelectorAll('[data-menu][aria-expanded=true]')) {
    const menu = document.getElementById(button.dataset.menu);
    if (menu === kept || menu === null) continue;
    menu.hidden = true;
    button.ariaExpanded = 'false';
  }
}

/** Opens the menu of a button, or closes it. */
export function toggleMenu(button) {
  const menu = document.getElementById(button.dataset.menu);
  const opening = menu.hidden;
  closeMenus();
  if (!opening) return;
  menu.hidden = false;
  button.ariaExpanded = 'true';
  placeBelow(menu, button);
  const all = items(menu);
  (all.find((item) => item.ariaChecked === 'true') ?? all[0])?.focus({ preventScroll: true });
}

/** Arrow keys and Escape in an open menu. */
export function menuKey(menu, event) {
  const all = items(menu);
  const at = all.indexOf(document.activeElement);
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    all.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % all.length)?.focus();
  } else if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    closeMenus();
    document.querySelector(`[data-menu="${CSS.escape(menu.id)}"]`)?.focus();
  }
}
