// sweep.js: the form of a sweep hides what its kind and its parameters do not need; the page of one that is computed follows its
// progress and opens the result. Without it, all fields are there, and “Look again” asks.
// SPDX-License-Identifier: Apache-2.0
const form = document.getElementById('backtest');
const waiting = document.getElementById('sweep-progress');

// What the server passes over (sweep_form.c): the fields of what is swept, and of a second parameter that is none.
function showKind() {
    const value = name => form.elements.namedItem(name).value, kind = value('kind');
    const swept = kind === 'surface' ? ['leverage'] : kind === 'grid' ? [value('parameter'), value('parameter2')] : [];
    const hide = (name, is) => { form.elements.namedItem(name).closest('.hub-field').hidden = is; };
    for (const group of form.querySelectorAll('[data-kinds]'))
        group.hidden = !group.dataset.kinds.split(' ').includes(kind);
    for (const [parameter, name] of form.dataset.swept.split(' ').map(pair => pair.split('=')))
        hide(name, swept.includes(parameter) && !(parameter === 'leverage' && value('profile') === 'original'));
    for (const name of ['parameter', 'parameter2'])
        hide(name, kind === 'surface');
    form.querySelector('label[for=f-values]').textContent = kind === 'surface' ? 'Leverages' : 'Its values';
    hide('values2', kind === 'surface' || value('parameter2') === 'none');
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
    form.addEventListener('input', showKind, true); // before backtest.js tells what the fields that are asked amount to
    form.dispatchEvent(new Event('input'));
}
if (waiting)
    setTimeout(look, 500);
