/** Date and time boxes: the chosen moment in words over the browser's own picker. */

const FORMATS = {
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  'datetime-local': {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  },
};

function words(input, twelve) {
  const value = input.type === 'time' ? `2026-01-01T${input.value}` : input.value;
  // Read as UTC and written as UTC: a wall-clock time must not move with the machine's zone.
  const moment = new Date(value.length === 10 ? `${value}T00:00Z` : `${value}Z`);
  const style = {
    ...FORMATS[input.type],
    timeZone: 'UTC',
    ...(twelve ? { hour12: true } : { hourCycle: 'h23' }),
  };
  return new Intl.DateTimeFormat('en-US', style).format(moment);
}

/** Writes the chosen value, or the placeholder, over the input. */
export function settlePicker(picker) {
  const input = picker.querySelector('input');
  const box = picker.querySelector('.picker-words');
  box.textContent = input.value === '' ? '' : words(input, picker.dataset.twelve !== undefined);
}

/** Opens the browser's picker wherever the box is pressed. */
export function openPicker(input) {
  try {
    input.showPicker();
  } catch {
    // A browser without showPicker, or one that wants a click on its own icon, still takes typing.
  }
}
