// saved.mjs: a hundred forms at once of one person, who may keep fifty results and have ten links to each.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { inputs } from '../http/_member.mjs';
import { atOnce, count, flash, instead, member, race, signIn, sql, tally, times } from './_races.mjs';

const saved = 'margin.historical_backtest_savedbacktestresult';

// A person with a session and a run.
async function analyst(name) {
    const person = member(name), { headers, csrf } = await signIn(person);
    const [ran] = await atOnce([{ path: '/margin/backtests', headers, fields: { csrf, ...inputs } }]);
    assert.equal(ran.status, 303, ran.text);
    return { ...person, headers, csrf, run: ran.headers.location.split('/').pop() };
}
const save = (who, name, key = randomUUID()) => ({ path: '/margin/saved', headers: who.headers, fields: { csrf: who.csrf, session: who.run, name, idem_key: key } });
const told = a => (a.status === 303 ? 'kept' : a.status === 409 && /all 50 places are used/.test(a.text) ? 'told' : undefined);

race('of 100 results that are saved at once 50 are kept, and the others are told',
    { answers: { kept: 50, told: 50 }, rows: 50, places: 50 },
    async () => {
        const who = await analyst('saver'), answers = await atOnce(times(100, i => save(who, `Save ${i}`)));
        return { answers: tally(answers, told), rows: count(saved, `user_id = ${who.id} and deleted_at is null`),
            places: Number(sql(`select n from margin.quota where user_id = ${who.id}`)) };
    },
    // As many as there are rows, counted before.
    { saved_count: instead(['on conflict (user_id) do update set n = q.n + 1 where q.n < most;',
        `on conflict (user_id) do update set n = q.n where (select count(*) from ${saved} s where s.user_id = new.user_id and s.deleted_at is null) <= most;`]) });

race('a result saved by 100 clicks on one button is kept once, and all are led to it',
    { places: 1, rows: 1, statuses: { kept: 100 } },
    async () => {
        const who = await analyst('clicker'), key = randomUUID(), answers = await atOnce(times(100, () => save(who, 'Once', key)));
        return { places: new Set(answers.map(a => a.headers.location)).size, rows: count(saved, `user_id = ${who.id}`), statuses: tally(answers, told) };
    }, {});

race('of 100 links that are made at once to one result ten are open, and the others are told',
    { answers: { made: 10, told: 90 }, rows: 10, records: 10 },
    async () => {
        const who = await analyst('sharer'), [kept] = await atOnce([save(who, 'Shown')]);
        const answers = await atOnce(times(100, () => ({ path: `${kept.headers.location}/links`, headers: who.headers, fields: { csrf: who.csrf, hours: '24' } })));
        return { answers: tally(answers, a => (a.status === 200 && /\/share\/[0-9a-f]{64}/.test(a.text) ? 'made' : a.status === 303 && /ten links/.test(flash(a)) ? 'told' : undefined)),
            rows: count('margin.share_link', `user_id = ${who.id}`), records: count('umbrella.audit_event', `action = 'link.create' and actor_id = ${who.id}`) };
    },
    { 'margin.link_add': instead([' for no key update;', ';'], ['insert into margin.share_link', 'perform pg_sleep(0.02 + random() / 10); insert into margin.share_link']) });
