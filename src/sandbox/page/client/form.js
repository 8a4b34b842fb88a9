/** What a person has entered in a modal, on the App Home or in one element of a message. */
import { selectValue } from './select.js';

/** The value of one element as the server wants it: text, a list of chosen values, or null. */
export function rawValue(element) {
  if (element.matches('.select')) return selectValue(element);
  if (element.matches('.ticks')) {
    const chosen = [...element.querySelectorAll('input:checked')].map(
      (input) => input.dataset.value,
    );
    return element.dataset.element === 'radio_buttons' ? (chosen[0] ?? null) : chosen;
  }
  if (element.matches('input, textarea')) return element.value === '' ? null : element.value;
  return null;
}

/** Everything entered inside `scope`, by block and action. */
export function rawValues(scope) {
  const values = {};
  for (const element of scope.querySelectorAll('[data-element]')) {
    const { block, action } = element.dataset;
    (values[block] ??= {})[action] = rawValue(element);
  }
  return values;
}
