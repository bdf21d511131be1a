// chart.js: what a pointer, a finger or the arrow keys learn from the charts and coloured tables that the server drew, and PNG of them.
// SPDX-License-Identifier: Apache-2.0
//
// [data-points] of svg.chart or around it names the .json of its points (src/web/chart_points.h), or holds them; data-scale of the
// drawing tells where they are. Without points, bars and points tell the <title> they have. In a table.hub-map each cell tells its title.
// Beside the link to a chart's .svg comes a button that makes a PNG of it. Charts of [data-src] move (moving.js).
const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20, Home: -Infinity, End: Infinity };
const GAP = 10;

function element(name, attributes = {}, ...children) {
    const made = name === 'g' || name === 'path' || name === 'circle' ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes))
        made.setAttribute(key, value);
    made.append(...children);
    return made;
}

// ---- figures, as the server writes them ----

const formats = new Map();
function figure(value, decimals, [before, behind]) {
    if (!formats.has(decimals))
        formats.set(decimals, new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
    return `${value < 0 ? '−' : ''}${before}${formats.get(decimals).format(Math.abs(value))}${behind}`;
}

const isoDay = day => new Date(day * 86400e3).toISOString().slice(0, 10);

// ---- where things are on a drawing ----

class Scale {
    constructor(svg) {
        [this.first, this.left, this.unitX, this.low, this.bottom, this.unitY, this.top, this.log] = svg.dataset.scale.split(' ').map(Number);
    }

    x(value) {
        return this.left + this.unitX * (value - this.first);
    }

    y(value) {
        return this.bottom - this.unitY * ((this.log ? Math.log10(value) : value) - this.low);
    }

    has(value) {
        return value != null && (!this.log || value > 0);
    }
}

// What can be told of a chart, stop by stop from left to right (boxes: downwards): count, where(i), nearest(x, y), tell(i).

// Lines and bars over days or numbers.
class Rows {
    constructor(data) {
        this.data = data;
        this.stops = data.at.map((x, i) => i).filter(i => data.lines.some(line => line.values[i] != null));
        this.count = this.stops.length;
    }

    where(at, scale) {
        const i = this.stops[at];
        const dots = this.data.lines.flatMap(line => !line.bar && scale.has(line.values[i]) ? [{ y: scale.y(line.values[i]), look: line.look }] : []);
        return { x: scale.x(this.data.at[i]), dots };
    }

    nearest(x, y, scale) {
        const place = at => scale.x(this.data.at[this.stops[at]]);
        let low = 0, high = this.count - 1;
        while (high - low > 1) {
            const middle = (low + high) >> 1;
            if (place(middle) <= x)
                low = middle;
            else
                high = middle;
        }
        return x - place(low) < place(high) - x ? low : high;
    }

    tell(at) {
        const { at: days, names, x, unit, lines } = this.data, i = this.stops[at];
        return {
            head: names ? `${x} ${names[i]}`.trim() : isoDay(days[i]),
            rows: lines.flatMap(line => line.values[i] == null ? [] : [{ look: line.look, label: line.label, value: figure(line.values[i], line.decimals, unit) }]),
        };
    }
}

// Points on two axes.
class Points {
    constructor({ names, axes }) {
        const order = names.map((name, i) => i).sort((i, j) => axes[0].values[i] - axes[0].values[j]);
        this.names = order.map(i => names[i]);
        this.axes = axes.map(axis => ({ ...axis, values: order.map(i => axis.values[i]) }));
        this.count = order.length;
    }

    where(i, scale) {
        return { x: scale.x(this.axes[0].values[i]), dots: [{ y: scale.y(this.axes[1].values[i]), look: 1 }] };
    }

    nearest(x, y, scale) {
        const far = i => {
            const { x: there, dots: [dot] } = this.where(i, scale);
            return Math.hypot(there - x, dot.y - y);
        };
        return this.names.reduce((best, name, i) => far(i) < far(best) ? i : best, 0);
    }

    tell(i) {
        return { head: this.names[i], rows: this.axes.map(axis => ({ label: axis.label, value: figure(axis.values[i], 2, axis.unit) })) };
    }
}

// Bars and boxes that say themselves what they are; bars on top of each other are one stop, boxes stand below each other.
class Marks {
    constructor(svg) {
        const titles = [...svg.querySelectorAll('path > title, g > title')], boxes = titles[0]?.parentNode.tagName === 'g', places = new Map();
        for (const title of titles) {
            const { x, y, width, height } = title.parentNode.getBBox(), place = Math.round(boxes ? y + height / 2 : x + width / 2);
            places.set(place, { x: x + width / 2, y: boxes ? y : undefined, texts: [...places.get(place)?.texts ?? [], title.textContent] });
        }
        this.stops = [...places].sort(([place], [other]) => place - other).map(([place, stop]) => ({ ...stop, place }));
        this.along = boxes ? 'y' : 'x';
        this.count = this.stops.length;
    }

    where(i) {
        return { ...this.stops[i], dots: [] };
    }

    nearest(x, y) {
        const at = this.along === 'y' ? y : x, far = stop => Math.abs(stop.place - at);
        return this.stops.reduce((best, stop, i) => far(stop) < far(this.stops[best]) ? i : best, 0);
    }

    tell(i) {
        return { head: this.stops[i].texts.join('\n'), rows: [] };
    }
}

// ---- the box that tells ----

class Tip {
    constructor(inside) {
        this.inside = inside;
        this.box = element('div', { class: 'hub-tip no-print', 'aria-hidden': 'true' });
        this.box.hidden = true;
        inside.append(this.box);
    }

    // Beside x where there is room, else above y; in pixels of what it is inside of, whose width it does not leave.
    show({ head, rows }, x, y) {
        const line = ({ look, label, value }) => element('p', {}, element('span', { class: look ? `hub-tip-key hub-tip-key-${look}` : '' }, label), element('b', {}, value));
        this.box.replaceChildren(element('strong', {}, head), ...rows.map(line));
        this.box.hidden = false;
        this.box.style.left = '0';
        const { offsetWidth: width, offsetHeight: height } = this.box, most = this.inside.clientWidth - width;
        const left = [x + GAP, x - GAP - width].find(at => at >= 0 && at <= most);
        this.box.style.left = `${left ?? Math.max(0, Math.min(most, x - width / 2))}px`;
        this.box.style.top = `${left === undefined ? y - GAP - height : y}px`;
    }

    hide() {
        this.box.hidden = true;
    }
}

// ---- charts ----

async function pointsOf(source) {
    if (source.startsWith('{'))
        return JSON.parse(source);
    const answer = await fetch(source, { headers: { Accept: 'application/json' } });
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json'))
        throw new Error(`${answer.status} ${source}`);
    return answer.json();
}

class Chart {
    constructor(drawings, source) {
        this.drawings = drawings;
        this.source = source;
        const title = drawings[0].querySelector('title').textContent;
        this.box = element('div', { class: 'hub-chart-told', tabindex: '0', role: 'group', 'aria-label': `${title}: the arrow keys tell its values` });
        this.said = element('p', { class: 'visually-hidden', 'aria-live': 'polite' });
        drawings[0].before(this.box);
        this.box.append(...drawings, this.said);
        this.tip = new Tip(this.box);
        for (const svg of drawings) { // what the box tells, the browser need not tell, too
            svg.setAttribute('aria-label', title);
            for (const title of svg.querySelectorAll(source ? 'title' : ':scope > title'))
                title.remove();
        }
        for (const kind of ['pointermove', 'pointerdown'])
            this.box.addEventListener(kind, event => this.onPointer(event));
        this.box.addEventListener('pointerleave', event => event.pointerType === 'mouse' && this.hide());
        this.box.addEventListener('keydown', event => this.onKey(event));
        this.box.addEventListener('focus', () => this.box.matches(':focus-visible') && this.onKeys(Infinity));
        this.box.addEventListener('blur', () => this.hide());
        document.addEventListener('pointerdown', event => this.box.contains(event.target) || this.hide());
    }

    get svg() {
        return this.drawings.find(svg => svg.getClientRects().length) ?? this.drawings[0];
    }

    get scale() {
        return this.svg.dataset.scale && new Scale(this.svg);
    }

    // The points are fetched once, when somebody first looks.
    async load() {
        if (this.source)
            this.stops ??= await (this.loading ??= pointsOf(this.source).then(data => data.axes ? new Points(data) : new Rows(data)));
        else if (this.marksOf !== this.svg)
            this.stops = new Marks(this.marksOf = this.svg);
        return this.stops.count > 0;
    }

    async whenLoaded(act) {
        try {
            if (await this.load())
                act();
        } catch (fault) {
            this.loading = undefined;
            console.warn('the chart tells nothing:', fault);
        }
    }

    onPointer(event) {
        this.pointer = event;
        this.whenLoaded(() => {
            if (this.pointer !== event)
                return; // it has moved on, or away
            const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
            this.show(this.stops.nearest(x, y, this.scale));
        });
    }

    onKey(event) {
        if (event.key === 'Escape')
            this.hide();
        if (!(event.key in STEPS) || event.ctrlKey || event.altKey || event.metaKey)
            return;
        event.preventDefault();
        this.onKeys(STEPS[event.key]);
    }

    onKeys(step) {
        this.whenLoaded(() => {
            if (document.activeElement !== this.box)
                return;
            const last = this.stops.count - 1, from = this.at ?? (step > 0 ? -1 : last + 1);
            this.show(Math.max(0, Math.min(last, from + step)));
            const { head, rows } = this.stops.tell(this.at);
            this.said.textContent = [head, ...rows.map(({ label, value }) => `${label} ${value}`)].join(', ');
        });
    }

    show(at) {
        const { svg } = this, scale = this.scale, { x, y, dots } = this.stops.where(at, scale), matrix = svg.getScreenCTM();
        this.at = at;
        this.cursor?.remove();
        this.cursor = element('g', { 'aria-hidden': 'true' }, element('path', { class: 'chart-cursor', d: scale ? `M${x} ${scale.top}V${scale.bottom}` : '' }),
            ...dots.map(({ y, look }) => element('circle', { class: `chart-dot chart-dot-${look}`, cx: x, cy: y, r: 4 * Math.max(1, 1 / matrix.a) })));
        svg.append(this.cursor);
        const there = new DOMPoint(x, y ?? scale.top).matrixTransform(matrix), box = this.box.getBoundingClientRect();
        this.tip.show(this.stops.tell(at), there.x - box.x, there.y - box.y);
    }

    hide() {
        this.pointer = this.at = undefined;
        this.cursor?.remove();
        this.tip.hide();
    }
}

// ---- coloured tables ----

class Cells {
    constructor(table) {
        this.table = table;
        this.box = table.closest('.hub-table-box');
        this.home = element('div', { class: 'hub-cells' });
        this.box.before(this.home);
        this.home.append(this.box);
        this.tip = new Tip(this.home);
        this.first = table.querySelector('td[title]');
        this.first.tabIndex = 0;
        table.addEventListener('pointerover', event => this.show(event.target.closest('td')));
        table.addEventListener('pointerleave', event => event.pointerType === 'mouse' && this.hide());
        document.addEventListener('pointerdown', event => table.contains(event.target) || this.hide());
        table.addEventListener('focusin', event => event.target.matches(':focus-visible') && this.show(event.target));
        table.addEventListener('focusout', () => this.hide());
        table.addEventListener('keydown', event => this.onKey(event));
        this.box.addEventListener('scroll', () => this.hide());
        if (table.matches('.hub-lines'))
            this.offerLines();
    }

    // A column or a row of a triangle is drawn as a line where the address asks for it.
    offerLines() {
        for (const head of this.table.querySelectorAll('thead th:not(:first-child), tbody th')) {
            const [name, words] = head.parentNode.parentNode === this.table.tHead ? ['start', 'invested at the start of'] : ['end', 'until the end of'];
            head.classList.add('hub-pick');
            head.title = `As a line: ${words} ${head.textContent}`;
            head.addEventListener('click', () => this.draw(name, head.textContent));
        }
        this.table.addEventListener('keydown', event => {
            const cell = event.key === 'Enter' && event.target.closest('td');
            if (cell)
                this.draw(...event.shiftKey ? ['end', cell.parentNode.cells[0].textContent] : ['start', this.table.tHead.rows[0].cells[cell.cellIndex].textContent]);
        });
    }

    draw(name, period) {
        const address = new URL(location), again = address.searchParams.get(name) === period;
        for (const each of ['start', 'end'])
            address.searchParams.delete(each);
        if (!again)
            address.searchParams.set(name, period);
        address.hash = 'triangle';
        location.assign(address);
    }

    // While the box tells it, the browser need not.
    show(cell) {
        this.hide();
        if (!cell?.title)
            return;
        this.cell = cell;
        this.text = cell.title;
        cell.removeAttribute('title');
        cell.classList.add('hub-told');
        const at = cell.getBoundingClientRect(), home = this.home.getBoundingClientRect(), y = at.y - home.y;
        this.tip.show({ head: this.text, rows: [] }, at.x + at.width / 2 - home.x, y);
        this.tip.box.style.top = `${y - this.tip.box.offsetHeight - GAP / 2}px`;
    }

    hide() {
        if (this.cell) {
            this.cell.title = this.text;
            this.cell.classList.remove('hub-told');
        }
        this.cell = undefined;
        this.tip.hide();
    }

    onKey(event) {
        if (event.key === 'Escape')
            this.hide();
        const from = event.target.closest('td'), next = from && this.beside(from, event.key);
        if (!next)
            return;
        event.preventDefault();
        from.tabIndex = -1;
        next.tabIndex = 0;
        next.focus({ focusVisible: true });
    }

    // Up and down may pass cells that tell nothing.
    beside(cell, key) {
        const row = cell.parentNode, told = cells => [...cells].filter(one => one === this.cell || one.title);
        const line = told(/^Arrow(Up|Down)$/.test(key) ? [...this.table.tBodies[0].rows].map(one => one.cells[cell.cellIndex]).filter(Boolean) : row.cells);
        const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };
        return key in steps ? line[Math.max(0, Math.min(line.length - 1, line.indexOf(cell) + steps[key]))] : undefined;
    }
}

// ---- PNG ----

async function makePng(link) {
    const answer = await fetch(link.href), type = answer.headers.get('content-type') ?? '';
    if (!answer.ok || !type.startsWith('image/svg+xml'))
        return location.assign(link.href); // it says why
    const name = answer.headers.get('content-disposition').match(/filename="?([\w.-]+)\.svg/)[1];
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await answer.text())}`;
    await image.decode();
    const canvas = element('canvas', { width: 2 * image.naturalWidth, height: 2 * image.naturalHeight });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(done => canvas.toBlob(done, 'image/png')), address = URL.createObjectURL(blob);
    element('a', { href: address, download: `${name}.png` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60e3);
}

function offerPng(link) {
    if (link.dataset.png)
        return;
    link.dataset.png = 'offered';
    const button = element('button', { type: 'button', class: 'hub-link' }, 'PNG');
    const of = link.querySelector('.visually-hidden');
    button.append(...of ? [of.cloneNode(true)] : []);
    button.addEventListener('click', () => makePng(link).catch(fault => console.warn('no PNG:', fault)));
    link.after(' · ', button);
}

// ---- the page ----

function tellAll(part) {
    const homes = new Set([...part.querySelectorAll('svg.chart')].filter(svg => !svg.closest('[data-chart], .hub-chart-told')).map(svg => svg.parentNode));
    for (const home of homes) {
        const drawings = [...home.querySelectorAll(':scope > svg.chart')], { scale, points } = drawings[0].dataset;
        const source = points ?? (scale && home.closest('[data-points]')?.dataset.points);
        if (source || drawings[0].querySelector('path > title, g > title'))
            new Chart(drawings, source);
    }
    for (const table of part.querySelectorAll('.hub-map, .hub-heat'))
        if (table.querySelector('td[title]'))
            new Cells(table);
    part.querySelectorAll('a[download][href*=".svg"]').forEach(offerPng);
}

tellAll(document);
for (const part of document.querySelectorAll('[data-part]')) // carried anew by calculator.js
    new MutationObserver(() => tellAll(part)).observe(part, { childList: true });
if (document.querySelector('[data-src]'))
    import('./moving.js').catch(fault => console.warn('charts stay as they were drawn on the server:', fault));
