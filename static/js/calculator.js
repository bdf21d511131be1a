// calculator.js: the calculator answers while one types. The server computes and makes the page; the script only carries parts of it.
// SPDX-License-Identifier: Apache-2.0
import { isTyped } from './forms.js';

const form = document.getElementById('calculator');
const save = document.getElementById('save');
let timer, asked = 0, isOld = false; // isOld: what is shown answers older inputs

// The page of these inputs. The browser parses it, so that no text is made into markup here.
function fetchPage(address) {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('GET', address);
        request.responseType = 'document';
        request.onload = () => request.response?.getElementById('calculator') ? resolve(request.response) : reject(new Error('another page'));
        request.onerror = reject;
        request.send();
    });
}

// What the server filled in or moved along; never the field in which somebody is typing.
function carryFields(from, to) {
    for (const field of from.elements) {
        const mine = field.name && to.elements.namedItem(field.name);
        if (!mine || mine === document.activeElement || field.type === 'checkbox')
            continue;
        if (to === form || field.type === 'hidden')
            mine.value = field.value;
    }
}

function carryMessages(page) {
    for (const about of page.querySelectorAll('#calculator [id$="-about"]')) {
        const mine = document.getElementById(about.id), input = document.getElementById(about.id.replace(/-about$/, ''));
        const theirs = page.getElementById(input.id);
        mine.replaceChildren(...document.importNode(about, true).childNodes);
        input.classList.toggle('is-invalid', theirs.classList.contains('is-invalid'));
        theirs.hasAttribute('aria-invalid') ? input.setAttribute('aria-invalid', 'true') : input.removeAttribute('aria-invalid');
    }
}

function carry(page) {
    for (const part of page.querySelectorAll('[data-part]')) {
        const mine = document.getElementById(part.id);
        mine.replaceChildren(...document.importNode(part, true).childNodes);
        mine.dataset.address = part.dataset.address ?? '';
    }
    carryFields(page.getElementById('calculator'), form);
    carryFields(page.getElementById('save'), save);
    save.hidden = page.getElementById('save').hidden;
    carryMessages(page);
    const { address } = document.getElementById('answer').dataset;
    if (address)
        history.replaceState(null, '', address);
}

async function show() {
    const number = ++asked;
    const page = await fetchPage(`${form.getAttribute('action')}?${new URLSearchParams(new FormData(form))}`);
    if (number !== asked)
        return;
    carry(page);
    isOld = false;
}

function follow() {
    asked++; // an answer that is under way is to older inputs
    isOld = true;
    clearTimeout(timer);
    timer = setTimeout(() => show().catch(() => {}), 300); // without an answer the button is still there
}

// Saved is what stands in the fields, by whoever is quicker than the answer, too. Without one the page of these inputs is opened.
async function saveNew(event) {
    if (!isOld)
        return;
    event.preventDefault();
    clearTimeout(timer);
    await show().catch(() => form.submit());
    if (!isOld && !save.hidden)
        save.requestSubmit();
}

form.addEventListener('input', follow);
save.addEventListener('submit', saveNew);
if (isTyped(form))
    follow();
