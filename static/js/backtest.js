// backtest.js: the form of a new backtest says at once what the server would say: the days that the instrument's data cover,
// and how much an account may borrow. Fields of other modes are put out of sight, and "Back" finds what was typed. The server checks everything again.
// SPDX-License-Identifier: Apache-2.0
const form = document.getElementById('backtest');
const hint = document.getElementById('backtest-hint');
const field = name => form.elements.namedItem(name);
const number = name => Number((!field(name).closest('[hidden]') && field(name).value.replace(/[$,\s]/g, '')) || NaN); // hidden: not asked
const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });

function coverage() {
    const row = document.querySelector(`[data-symbol="${CSS.escape(field('ticker').value)}"]`);
    for (const name of ['start_date', 'end_date'])
        if (row)
            Object.assign(field(name), { min: row.dataset.first, max: row.dataset.last });
    return row ? `${row.dataset.symbol} has prices from ${row.dataset.first} to ${row.dataset.last}. ` : '';
}

// The cap holds in the accurate profile with its options as they are; who changed them is told by the server.
function cap() {
    const account = field('account_type').value;
    const most = Number(account === 'reg_t' ? form.dataset.capRegT : form.dataset.capPortfolio);
    const name = account === 'reg_t' ? 'Reg T' : 'Portfolio margin';
    if (field('profile').value === 'original')
        return 'The original profile has no leverage cap. ';
    return number('leverage') > most ? `${name} allows at most ${most}× here: lower the leverage. ` : `${name} allows at most ${most}×. `;
}

function loan() {
    const equity = number('equity'), leverage = number('leverage');
    if (!(equity > 0 && leverage >= 1))
        return '';
    return `A position of ${money.format(equity * leverage)}: ${money.format(equity)} of your own and a loan of ${money.format(equity * (leverage - 1))}.`;
}

function showMode() {
    for (const group of form.querySelectorAll('[data-modes]'))
        group.hidden = !group.dataset.modes.split(' ').includes(field('mode').value);
}

function tell() {
    showMode();
    hint.textContent = coverage() + cap() + loan();
}

// Another instrument: its whole range in place of that of the one before, and where the days lie outside of it.
const edges = [['start_date', 'min'], ['end_date', 'max']];
function changeInstrument() {
    const was = edges.map(([name, edge]) => field(name)[edge]);
    coverage();
    edges.forEach(([name, edge], i) => {
        const { value, min, max } = field(name);
        if (value === was[i] || value < min || value > max)
            field(name).value = field(name)[edge];
    });
    tell();
}

// A page that no browser keeps comes back as its address says: so the address says what was typed when the form goes out.
function keepForBack() {
    const typed = new URLSearchParams(new FormData(form));
    typed.delete('csrf');
    const address = `${form.dataset.address}?${typed}`;
    if (address.length < 6000) // a longer one may be refused
        history.replaceState(null, '', address);
}

if (form) {
    form.addEventListener('input', tell);
    form.addEventListener('submit', keepForBack);
    field('ticker').addEventListener('input', changeInstrument); // before the form hears of it
    tell();
}
