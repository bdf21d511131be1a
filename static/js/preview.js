// preview.js: shows while one types what the button "Preview" would show. The server makes it; the script only carries it.
// SPDX-License-Identifier: Apache-2.0
import { isTyped } from './forms.js';

const form = document.querySelector('form[data-preview]');
let timer, asked = 0;

async function show() {
  const number = ++asked;
  const answer = await fetch(form.dataset.preview, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok || number !== asked) return;
  for (const [part, text] of Object.entries(await answer.json())) document.getElementById(`preview-${part}`).textContent = text;
}

function follow() {
  clearTimeout(timer);
  timer = setTimeout(() => show().catch(() => {}), 400); // without an answer the button is still there
}

form.addEventListener('input', follow);
if (isTyped(form)) follow();
