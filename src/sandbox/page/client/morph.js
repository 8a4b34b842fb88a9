/**
 * Makes the page look like freshly drawn HTML without replacing what a person holds: the focus, what is
 * typed, what is chosen, what is open and how far it is scrolled all stay with the elements that stay.
 */

/** Attributes that belong to the browser once the element is on the page, by what the element is. */
const OWNED = [
  ['dialog', ['open', 'class']],
  ['[role="listbox"], [role="menu"], .no-choice', ['hidden', 'style']],
  ['[role="option"]', ['aria-selected', 'hidden', 'id', 'data-active']],
  ['[aria-expanded]', ['aria-expanded', 'aria-activedescendant', 'placeholder']],
  ['input, textarea', ['value', 'style']],
  ['input[type="checkbox"], input[type="radio"]', ['checked']],
  ['button, .field', ['data-busy', 'data-again']],
  ['.app', ['data-drawer-open']],
];

function ownedBy(element) {
  return new Set(OWNED.flatMap(([selector, names]) => (element.matches(selector) ? names : [])));
}

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? (node.dataset.key ?? node.id) || null : null;
}

function alike(old, fresh) {
  if (old.nodeType !== fresh.nodeType || keyOf(old) !== keyOf(fresh)) return false;
  return (
    old.nodeType !== Node.ELEMENT_NODE ||
    (old.localName === fresh.localName && old.type === fresh.type)
  );
}

function morphAttributes(old, fresh) {
  const owned = ownedBy(old);
  for (const name of old.getAttributeNames()) {
    if (!owned.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!owned.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

/** The old child that `fresh` continues: the next one when it is alike, else the one with its key. */
function partner(fresh, next, byKey) {
  const key = keyOf(fresh);
  const found = key === null ? next : byKey.get(key);
  return found !== undefined && found !== null && alike(found, fresh) ? found : null;
}

/**
 * Makes `same` the next child and answers what follows it. What has no key and stands before it is gone
 * from the page; taking that away, rather than moving `same`, leaves the focus and the scrolling alone.
 */
function bringForward(same, next) {
  let at = next;
  while (at !== same && at !== null && keyOf(at) === null) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
  if (at === same) return same.nextSibling;
  same.parentNode.insertBefore(same, at);
  return at;
}

function morphChildren(old, fresh) {
  const byKey = new Map();
  for (const child of old.childNodes) {
    const key = keyOf(child);
    if (key !== null) byKey.set(key, child);
  }
  const staying = new Set([...fresh.childNodes].map(keyOf));
  for (const [key, child] of byKey) if (!staying.has(key)) child.remove();
  let next = old.firstChild;
  while (fresh.firstChild !== null) {
    const child = fresh.firstChild;
    child.remove();
    const same = partner(child, next, byKey);
    if (same === null) {
      old.insertBefore(child, next);
      continue;
    }
    next = bringForward(same, next);
    morph(same, child);
  }
  while (next !== null) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

/** Changes `old` in place into `fresh`; both are the same kind of element. */
export function morph(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  morphAttributes(old, fresh);
  if (old.dataset.client === undefined && old.localName !== 'textarea') morphChildren(old, fresh);
}
