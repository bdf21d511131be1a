// moving.js: the charts of [data-src], drawn by uPlot over the server's drawings; chart.js loads it where there are any.
// SPDX-License-Identifier: Apache-2.0
//
// [data-src] names a .json route: {"time":[seconds], "bucket":1, "charts":[{"id","log","unit","series":[{"label","values"}],"marks":[…]}]}.
// A chart with "candles":true has the series open, high, low, close in this order, which are drawn as candles and not as lines.
// Each [data-chart] inside it shows the chart of that id. Without script, without the data, and in print the server's
// drawing stays. Colours are the style sheet's variables; cursors and zoom go together.
import uPlot from './vendor/uplot.js';

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const exact = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const isoDay = seconds => new Date(seconds * 1000).toISOString().slice(0, 10);
const withUnit = (text, unit) => unit === '×' || unit === '' ? `${text}${unit}`.replace(/^-/, '−') : unit === '$' ? `$${text}`.replace('$-', '−$') : `${text} ${unit}`.replace(/^-/, '−');
const shown = (value, unit) => value == null ? '–' : withUnit(exact.format(value), unit);

function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--hub-${name}`).trim();
}

// How the kinds of marks look: a forced sale or a margin call points down from above its point, an entry up from below it, a
// rebalance is a diamond on it.
const looks = { entry: ['marker-up', 1], sale: ['marker-down', -1], call: ['series-2', -1], rebalance: ['series-3', 0] };

function outline(ctx, x, y, size, way) {
    const corners = way ? [[0, 0], [-1, 1.8 * way], [1, 1.8 * way]] : [[0, -1], [1, 0], [0, 1], [-1, 0]];
    ctx.beginPath();
    for (const [dx, dy] of corners)
        ctx.lineTo(x + dx * size, y + dy * size);
    ctx.fill();
}

function drawMarks(u, marks) {
    const size = (marks.length > 200 ? 3 : 5) * devicePixelRatio;
    const { left, top, width, height } = u.bbox;
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(left - size, top - size, width + 2 * size, height + 2 * size);
    u.ctx.clip();
    for (const mark of marks) {
        if (!(mark.value > 0))
            continue;
        const [name, way] = looks[mark.kind];
        u.ctx.fillStyle = colour(name);
        outline(u.ctx, u.valToPos(mark.time, 'x', true), u.valToPos(mark.value, 'y', true), size, way);
    }
    u.ctx.restore();
}

// Hollow where the close is not below the open.
function drawCandles(u) {
    const [, open, high, low, close] = u.data, { left, top, width, height } = u.bbox;
    const [from, to] = u.series[0].idxs, y = value => u.valToPos(value, 'y', true);
    const body = Math.max(devicePixelRatio, Math.min(12 * devicePixelRatio, 0.7 * width / Math.max(1, to - from + 1)));
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(left - body, top, width + 2 * body, height); // the first and the last one are whole
    u.ctx.clip();
    u.ctx.lineWidth = devicePixelRatio;
    for (let i = from; i <= to; i++) {
        if (open[i] == null || close[i] == null)
            continue;
        const x = u.valToPos(u.data[0][i], 'x', true), rises = close[i] >= open[i];
        const head = y(Math.max(open[i], close[i])), tall = Math.max(devicePixelRatio, y(Math.min(open[i], close[i])) - head);
        u.ctx.strokeStyle = colour(rises ? 'marker-up' : 'marker-down');
        u.ctx.fillStyle = colour(rises ? 'surface' : 'marker-down');
        u.ctx.beginPath();
        u.ctx.moveTo(x, y(high[i]));
        u.ctx.lineTo(x, y(low[i]));
        u.ctx.stroke();
        u.ctx.fillRect(x - body / 2, head, body, tall);
        u.ctx.strokeRect(x - body / 2, head, body, tall);
    }
    u.ctx.restore();
}

function axis(extra) {
    return {
        stroke: colour('muted'),
        grid: { stroke: colour('grid'), width: 1 },
        ticks: { stroke: colour('grid'), width: 1, size: 4 },
        font: '12px system-ui, sans-serif',
        ...extra,
    };
}

function seriesOf(chart) {
    const lines = chart.series.map((s, i) => ({
        label: s.label,
        stroke: colour(`series-${i + 1}`),
        fill: chart.id === 'drawdown' ? colour('tint') : undefined,
        width: 1.5,
        points: { show: false },
        ...(chart.candles ? { paths: () => null, stroke: colour('text') } : {}),
        value: (u, value) => shown(value, chart.unit),
    }));
    return [{ label: 'Day', value: (u, value) => value == null ? '–' : isoDay(value) }, ...lines];
}

// Where the numbers of a logarithmic axis go: a few of each power of ten, fewer where they would touch.
function logSplits(u, index, low, high) {
    const most = Math.max(3, Math.floor(u.bbox.height / devicePixelRatio / 30));
    for (const steps of [[1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1]]) {
        const out = [];
        for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10)
            out.push(...steps.map(step => step * power).filter(x => x >= low && x <= high));
        if (out.length <= most)
            return out;
    }
    return [low, high];
}

// While nothing is pointed at, the legend tells the last day.
function showLast(u) {
    u.setLegend({ idx: u.data[0].length - 1 }, false);
}

function options(chart, group, size) {
    return {
        ...size,
        tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        cursor: { sync: { key: group.key }, drag: { x: true, y: false } },
        legend: { live: true, markers: { show: !chart.candles } },
        scales: { y: chart.log ? { distr: 3, log: 10, range: (u, low, high) => low > 0 ? [low / 1.15, high * 1.15] : [1, 10] } : {} },
        series: seriesOf(chart),
        axes: [
            axis({ space: 70 }),
            axis({
                size: 64,
                values: (u, splits) => splits.map(x => x == null ? '' : withUnit(compact.format(x), chart.unit)),
                ...(chart.log ? { splits: logSplits, filter: (u, splits) => splits } : {}),
            }),
        ],
        hooks: {
            draw: [u => chart.candles && drawCandles(u), u => drawMarks(u, chart.marks ?? [])],
            setScale: [(u, key) => key === 'x' && group.zoom(u)],
            ready: [showLast],
            setCursor: [u => u.cursor.idx == null && showLast(u)],
        },
    };
}

// One moving chart in its figure.
class Chart {
    constructor(figure, chart, time, group) {
        this.figure = figure;
        this.chart = chart;
        this.group = group;
        this.data = [time, ...chart.series.map(s => chart.log ? s.values.map(x => x > 0 ? x : null) : s.values)];
        this.box = document.createElement('div');
        this.box.className = 'hub-chart-moving';
        this.box.tabIndex = 0;
        this.box.setAttribute('role', 'group');
        this.box.setAttribute('aria-label', `${figure.querySelector('h2, h3').textContent}: the arrow keys move along the days`);
        this.said = document.createElement('p');
        this.said.className = 'visually-hidden';
        this.said.setAttribute('aria-live', 'polite');
        figure.querySelector('.hub-chart-static').after(this.box, this.said);
        figure.classList.add('is-moving');
        this.box.addEventListener('keydown', event => this.onKey(event));
        this.box.addEventListener('pointermove', () => this.at = null);
        new ResizeObserver(() => this.plot?.setSize(this.size())).observe(this.box);
        this.draw();
    }

    size() {
        return { width: Math.max(200, this.box.clientWidth), height: this.chart.marks || this.chart.candles ? 340 : 220 };
    }

    draw() {
        this.plot?.destroy();
        this.plot = new uPlot(options(this.chart, this.group, this.size()), this.data, this.box);
    }

    onKey(event) {
        const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20, Home: -Infinity, End: Infinity };
        if (event.key === 'Escape')
            this.group.whole();
        if (!(event.key in steps))
            return;
        event.preventDefault();
        const last = this.data[0].length - 1, from = this.at ?? this.plot.cursor.idx ?? (steps[event.key] > 0 ? -1 : last + 1);
        this.at = Math.min(last, Math.max(0, from + steps[event.key]));
        this.group.reach(this.data[0][this.at]);
        queueMicrotask(() => this.point()); // once the scales have moved
        this.said.textContent = [isoDay(this.data[0][this.at]),
            ...this.chart.series.map((s, i) => `${s.label} ${shown(this.data[i + 1][this.at], this.chart.unit)}`)].join(', ');
    }

    point() {
        this.plot.setCursor({ left: this.plot.valToPos(this.data[0][this.at], 'x'), top: this.plot.over.clientHeight / 2 });
    }
}

function hintText(bucket) {
    const use = matchMedia('(any-pointer: fine)').matches
        ? 'Drag across a chart to look closer; the arrow keys move along the days of the one you clicked.'
        : 'Touch a chart to read its values.';
    return bucket > 1 ? `${use} Drawn from the days with the lowest and the highest equity of every ${bucket} sessions.` : use;
}

// The charts of one result: what is zoomed in one is zoomed in all.
class Group {
    constructor(box, data) {
        this.key = box.dataset.src;
        this.time = data.time;
        this.charts = [];
        this.button = document.createElement('button');
        this.button.type = 'button';
        this.button.className = 'btn btn-sm btn-outline-secondary';
        this.button.textContent = 'Show the whole period';
        this.button.hidden = true;
        this.button.addEventListener('click', () => this.whole());
        const hint = document.createElement('p');
        hint.className = 'hub-note hub-chart-hint no-print';
        hint.append(hintText(data.bucket), ' ', this.button);
        box.prepend(hint);
        for (const chart of data.charts) {
            const figure = box.querySelector(`[data-chart="${CSS.escape(chart.id)}"]`);
            if (figure)
                this.charts.push(new Chart(figure, chart, data.time, this));
        }
    }

    zoom(from) {
        if (this.zooming || this.charts.some(c => !c.plot))
            return;
        this.zooming = true;
        const { min, max } = from.scales.x;
        for (const { plot } of this.charts)
            if (plot !== from)
                plot.setScale('x', { min, max });
        this.button.hidden = min <= this.time[0] && max >= this.time.at(-1);
        this.zooming = false;
    }

    // A day outside of what is zoomed in: the same length of time, with that day in its middle.
    reach(time) {
        const { min, max } = this.charts[0].plot.scales.x, [first, last] = [this.time[0], this.time.at(-1)];
        if (time >= min && time <= max)
            return;
        const start = Math.max(first, Math.min(time - (max - min) / 2, last - (max - min)));
        this.charts[0].plot.setScale('x', { min: start, max: start + (max - min) });
    }

    whole() {
        this.charts[0]?.plot.setScale('x', { min: this.time[0], max: this.time.at(-1) });
    }

    redraw() {
        for (const chart of this.charts)
            chart.draw();
    }
}

async function start(box) {
    const answer = await fetch(box.dataset.src, { headers: { Accept: 'application/json' } });
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json'))
        return; // the server's drawings stay
    const group = new Group(box, await answer.json());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => group.redraw());
    new MutationObserver(() => group.redraw()).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
}

for (const box of document.querySelectorAll('[data-src]'))
    start(box).catch(fault => console.warn('charts stay as they were drawn on the server:', fault));
