// forms.js: comforts of forms that work without them: a button that shows a password while it is typed, files dropped anywhere, and
// the focus on what is wrong. Whoever was quicker than the script is not disturbed.
// SPDX-License-Identifier: Apache-2.0

const inputs = form => String(new URLSearchParams(new FormData(form)));

// Whether something was typed before the script was there, or stands there again after "Back".
export function isTyped(form) {
  const made = form.cloneNode(true);
  made.reset();
  return inputs(made) !== inputs(form);
}

for (const input of document.querySelectorAll('input[type=password]')) {
  const button = document.createElement('button');
  const label = input.labels[0].textContent;
  const show = shown => {
    input.type = shown ? 'text' : 'password';
    button.textContent = shown ? 'Hide' : 'Show';
    button.setAttribute('aria-label', `${button.textContent}: ${label}`);
  };
  button.type = 'button';
  button.className = 'hub-reveal';
  button.addEventListener('click', () => show(input.type === 'password'));
  show(false);
  const box = document.createElement('div');
  box.className = 'hub-password';
  const focused = document.activeElement === input; // a field that is moved loses it
  input.replaceWith(box);
  box.append(input, button);
  if (focused) input.focus();
  // Browsers offer to keep a password only when the field is one as the form goes out.
  input.form.addEventListener('submit', () => show(false));
}

// A file that is dropped beside its field goes into it; a browser would leave the page and open it.
for (const form of document.querySelectorAll('form[enctype="multipart/form-data"]')) {
  const input = form.querySelector('input[type=file]');
  const holdsFile = event => input && event.target !== input && event.dataTransfer.types.includes('Files');
  form.addEventListener('dragover', event => holdsFile(event) && event.preventDefault());
  form.addEventListener('drop', event => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    const first = new DataTransfer();
    first.items.add(event.dataTransfer.files[0]);
    input.files = first.files;
    input.focus();
  });
}

// A form came back: who does not see the page hears first what is wrong with it, and goes on from there.
const wrong = document.querySelector('main [role=alert]');
if (wrong && document.activeElement === document.body && !document.querySelector('[autofocus]')) {
  wrong.tabIndex = -1;
  wrong.focus();
}
