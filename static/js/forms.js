// forms.js: a comfort of forms that work without it: a button that shows a password while it is typed.
// SPDX-License-Identifier: Apache-2.0

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
  input.replaceWith(box);
  box.append(input, button);
  // Browsers offer to keep a password only when the field is one as the form goes out.
  input.form.addEventListener('submit', () => show(false));
}
