/** The question an element may ask before it is sent. */

function paragraph(tag, words, className) {
  const node = document.createElement(tag);
  node.textContent = words;
  if (className !== undefined) node.className = className;
  return node;
}

function choice(words, className, value) {
  const button = paragraph('button', words, className);
  button.value = value;
  return button;
}

/** Asks; resolves to true when confirmed. An element without a question is confirmed at once. */
export function confirmed(element) {
  const json = element.dataset.confirm;
  if (json === undefined) return Promise.resolve(true);
  const question = JSON.parse(json);
  const dialog = document.createElement('dialog');
  dialog.className = 'modal confirm';
  dialog.ariaLabel = question.title;
  const form = document.createElement('form');
  form.method = 'dialog';
  const foot = paragraph('footer', '', 'modal-foot');
  const yes = question.style === 'danger' ? 'btn danger filled' : 'btn primary';
  foot.append(choice(question.deny, 'btn', 'no'), choice(question.confirm, yes, 'yes'));
  form.append(paragraph('h1', question.title), paragraph('p', question.text), foot);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
