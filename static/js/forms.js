// forms.js: small comforts of forms that work without them: a button that shows a password while it is typed, and arrow
// keys that step a number (which is a text field, so that "$1,000.50" can be typed and pasted).
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

function stepped(input, direction) {
  const { min, max, step } = input.dataset;
  const value = Number(input.value.replace(/[$,\s]/g, ''));
  const digits = (step.split('.')[1] ?? '').length;
  if (input.value === '' || Number.isNaN(value))
    return input.value;
  let next = value + direction * Number(step);
  if (min !== '') next = Math.max(next, Number(min));
  if (max !== '') next = Math.min(next, Number(max));
  return next.toFixed(Math.max(digits, (String(value).split('.')[1] ?? '').length));
}

for (const input of document.querySelectorAll('input[data-step]:not([data-step=""])')) {
  input.addEventListener('keydown', event => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction || event.ctrlKey || event.altKey || event.metaKey)
      return;
    event.preventDefault();
    input.value = stepped(input, direction * (event.shiftKey ? 10 : 1));
  });
}
