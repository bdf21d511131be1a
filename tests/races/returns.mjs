// returns.mjs: many forms at once of one person: more series or analyses than there are places, one file kept by many clicks, one analysis
// saved by many, more files than wait.
// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { atOnce, count, instead, member, race, signIn, sql, tally, times } from './_races.mjs';

const text = Array.from({ length: 30 }, (_, i) => `2024-01-${String(i + 1).padStart(2, '0')},${100 + i % 7}`).join('\n');
const send = who => ({ path: '/returns/series/new', headers: who.headers, fields: { csrf: who.csrf, text } });

async function analyst(name) {
    const person = member(name);
    return { ...person, ...await signIn(person) };
}
const keep = (who, draft) => ({ path: `${draft}/keep`, headers: who.headers, fields: { csrf: who.csrf, name0: 'Kept' } });
const told = a => (a.status === 303 ? 'kept' : a.status === 409 && /All places for series are used/.test(a.text) ? 'told' : a.status === 404 ? 'gone' : undefined);
const api = (who, i) => ({ path: '/api/v1/returns/series', headers: { ...who.headers, 'X-CSRF-Token': who.csrf }, fields: { text, name: `Series ${i}` } });

race('of 100 series that are kept at once 20 are, and the others are told',
    { answers: { kept: 20, told: 80 }, rows: 20, versions: 20 },
    async () => {
        const who = await analyst('keeper');
        sql("update umbrella.setting set value = '20' where name = 'returns_series'");
        const answers = await atOnce(times(100, i => api(who, i)));
        sql("update umbrella.setting set value = null where name = 'returns_series'");
        return { answers: tally(answers, a => (a.status === 201 ? 'kept' : told(a))), rows: count('returns.series', `user_id = ${who.id}`),
            versions: count('returns.series_version', `user_id = ${who.id}`) };
    },
    // Counted without waiting for the others, and a while before it counts oneself.
    { room_take: instead(['perform pg_advisory_xact_lock(4718002000000000000 + person);', ''],
        ['select * into u from returns.used(person);', 'select * into u from returns.used(person); perform pg_sleep(0.02);']) });

// Digits that no packing makes small: so that a few series of one million bytes are all that there is room for.
const day = i => new Date(Date.UTC(1960, 0, 1 + i)).toISOString().slice(0, 10);
const wild = `date,close\n${Array.from({ length: 12000 }, (_, i) => `${day(i)},${(100 + 50 * Math.sin(i * i % 1e4 + i / 7)).toFixed(9)}`).join('\n')}`;
const stored = who => sql(`select coalesce(sum(bytes), 0) || ' ' || coalesce(max(bytes), 0) from returns.series_version where user_id = ${who.id}`).split(' ').map(Number);

race('of 40 uploads at once as many are kept as there is room for, and not one byte more',
    { others: [], kept: 'all that fit', rows: 'as many' },
    async () => {
        const who = await analyst('heavy');
        sql("update umbrella.setting set value = '1' where name = 'returns_megabytes'");
        const answers = tally(await atOnce(times(40, i => ({ ...api(who, i), fields: { text: wild, name: `Heavy ${i}` } }))),
            a => (a.status === 201 ? 'kept' : a.status === 409 && /There is no room left/.test(a.text) ? 'told' : undefined));
        sql("update umbrella.setting set value = null where name = 'returns_megabytes'");
        const [bytes, each] = stored(who), { kept = 0, told = 0, ...others } = answers;
        return { others: Object.keys(others), kept: kept + told === 40 && told > 0 && bytes === kept * each && bytes <= 1e6 && bytes + each > 1e6 ? 'all that fit' : `${kept} of ${each} bytes: ${bytes}`,
            rows: count('returns.series', `user_id = ${who.id}`) === kept ? 'as many' : 'others' };
    },
    { room_take: instead(['perform pg_advisory_xact_lock(4718002000000000000 + person);', ''],
        ['select * into u from returns.used(person);', 'select * into u from returns.used(person); perform pg_sleep(0.02);']) });

const save = (who, title, key) => ({ path: '/returns/analyses?series=SPX&from=2019-01-02', headers: who.headers, fields: { csrf: who.csrf, title, note: '', idem_key: key } });
const saved = a => (a.status === 303 ? 'saved' : a.status === 409 && /All places for analyses are used/.test(a.text) ? 'told' : undefined);

race('of 40 analyses that are saved at once 10 are, and the others are told',
    { answers: { saved: 10, told: 30 }, rows: 10, results: 10 },
    async () => {
        const who = await analyst('saver');
        sql("update umbrella.setting set value = '10' where name = 'returns_analyses'");
        const answers = await atOnce(times(40, i => save(who, `Analysis ${i}`, randomUUID())));
        sql("update umbrella.setting set value = null where name = 'returns_analyses'");
        return { answers: tally(answers, saved), rows: count('returns.analysis', `user_id = ${who.id}`), results: count('returns.result', `user_id = ${who.id}`) };
    },
    { room_take: instead(['perform pg_advisory_xact_lock(4718002000000000000 + person);', ''],
        ['select * into u from returns.used(person);', 'select * into u from returns.used(person); perform pg_sleep(0.02);']) });

race('one analysis that is saved by 20 clicks on its button is saved once',
    { answers: { saved: 20 }, rows: 1, results: 1 },
    async () => {
        const who = await analyst('saving'), key = randomUUID(), answers = await atOnce(times(20, () => save(who, 'Once', key)));
        return { answers: tally(answers, saved), rows: count('returns.analysis', `user_id = ${who.id}`), results: count('returns.result', `user_id = ${who.id}`) };
    }, {});

race('one file that is kept by 50 clicks on its button becomes one series',
    { answers: { kept: 1, gone: 49 }, rows: 1 },
    async () => {
        const who = await analyst('clicker'), [read] = await atOnce([send(who)]), answers = await atOnce(times(50, () => keep(who, read.headers.location)));
        return { answers: tally(answers, told), rows: count('returns.series', `user_id = ${who.id}`) };
    }, {});

race('of 50 files that are read at once five wait',
    { rows: 5 },
    async () => {
        const who = await analyst('reader');
        await atOnce(times(50, () => send(who)));
        return { rows: count('returns.draft', `user_id = ${who.id}`) };
    },
    { draft_room: instead(['perform pg_advisory_xact_lock(4718002000000000000 + new.user_id);', ''], ['return new;', 'perform pg_sleep(0.05); return new;']) });
