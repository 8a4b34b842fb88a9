/** A line at the bottom of the page that goes away by itself. */

const SHOWN_MS = 8000;

/** Shows `words` for some seconds, or until pressed. */
export function notice(words) {
  const line = document.createElement('button');
  line.type = 'button';
  line.className = 'notice';
  line.textContent = words;
  line.addEventListener('click', () => line.remove());
  setTimeout(() => line.remove(), SHOWN_MS);
  document.querySelector('#notices').append(line);
}
