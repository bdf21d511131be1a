// sweep.js: the form of a sweep hides what its kind does not need; the page of one that is computed follows its progress and opens
// the result. Without it, all fields are there, and “Look again” asks.
// SPDX-License-Identifier: Apache-2.0
const form = document.getElementById('backtest');
const waiting = document.getElementById('sweep-progress');

function showKind() {
    for (const group of form.querySelectorAll('[data-kinds]'))
        group.hidden = !group.dataset.kinds.split(' ').includes(form.elements.namedItem('kind').value);
}

function say({ progress, seconds, ahead, status }) {
    const percent = Math.round(100 * (progress ?? 0));
    waiting.querySelector('progress').value = percent;
    document.getElementById('sweep-words').textContent = status === 'running' ? `${percent} % done after ${Math.round(seconds)} seconds.`
        : ahead > 0 ? `Waits for ${ahead} other job${ahead === 1 ? '' : 's'}.` : 'It is about to begin.';
}

async function look() {
    try {
        const reply = await fetch(waiting.dataset.progress, { headers: { accept: 'application/json' } });
        const state = await reply.json();
        if (state.over) {
            location.reload();
            return;
        }
        if (reply.ok)
            say(state);
    } catch {
        // The hub is away for a moment; it is asked again.
    }
    setTimeout(look, 1000);
}

if (form) {
    form.addEventListener('input', showKind);
    showKind();
}
if (waiting)
    setTimeout(look, 500);
