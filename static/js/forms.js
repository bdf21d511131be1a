// forms.js: small comforts of forms that work without it: a button that shows a password while it is typed.
// SPDX-License-Identifier: Apache-2.0

for (const input of document.querySelectorAll('input[type=password]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'hub-reveal';
  button.textContent = 'Show';
  button.setAttribute('aria-controls', input.id);
  button.setAttribute('aria-pressed', 'false');
  button.setAttribute('aria-label', `Show ${input.labels[0].textContent}`);
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.textContent = shown ? 'Show' : 'Hide';
    button.setAttribute('aria-pressed', String(!shown));
  });
  const box = document.createElement('div');
  box.className = 'hub-password';
  input.replaceWith(box);
  box.append(input, button);
  // Browsers offer to keep a password only when the field is one as the form goes out.
  input.form.addEventListener('submit', () => { input.type = 'password'; });
}
