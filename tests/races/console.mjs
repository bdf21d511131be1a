// console.mjs: what several administrators, and one person's several clicks, do at once: each thing is decided or made once, and
// whoever came too late is told.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask } from '../http/_hub.mjs';
import { password } from '../http/_member.mjs';
import { Staff, totp } from '../http/_staff.mjs';
import { address, atOnce, audits, checkInvariants, count, flash, instead, mails, member, oneIntoTheOther, race, signIn, slowly, sql, tally, times } from './_races.mjs';

const desks = await Promise.all(['alma', 'bert'].map(async name => {
    const staff = await Staff.make(name, '--staff', '--role', 'admin');
    return { email: staff.email, headers: { Cookie: staff.cookie, 'X-CSRF-Token': staff.token } };
}));
const by = (i, path, fields = {}) => ({ path, headers: desks[i % 2].headers, fields: { note: '', ...fields } });
// A proof is good for ten minutes, and a slow machine may take longer for all tests.
sql(`update umbrella.authentication_usersession set stepup_at = now() + interval '1 hour' where revoked_at is null and user_id in
    (select id from umbrella.authentication_user where email in ('${desks.map(desk => desk.email).join("','")}'))`);
const records = (action, id) => count('umbrella.audit_event', `action = '${action}' and object_kind = 'person' and object_id = '${id}'`);
const sum = numbers => numbers.reduce((all, n) => all + n, 0);

// ---- approving ----

const naiveDecision = instead(['u umbrella.authentication_user;', `u umbrella.authentication_user;
        was boolean := (select q.status = 'pending' from umbrella.authentication_user q where q.id = person);
        pause text := pg_sleep(0.05)::text;`],
[" and p.status = 'pending' returning", ' and was returning']);

for (const n of [2, 50])
    race(`a person whom ${n} approve and reject at once is decided about once, and the others read who did it`,
        { answers: { done: 1, told: n - 1 }, records: 1, mails: 1 },
        async () => {
            const { email, id } = member('applicant', { status: 'pending' });
            const answers = await atOnce(times(n, i => (i % 2 ? by(i, `/admin/people/${id}/approve`) : by(i, `/admin/people/${id}/reject`, { reason: 'Nobody knows you.' }))));
            const told = a => a.status === 409 && /has (approved|rejected) this account already/.test(a.text) && desks.some(desk => a.text.includes(`${desk.email} has`));
            return { answers: tally(answers, a => (a.status === 303 && /a mail says so/.test(flash(a)) ? 'done' : told(a) ? 'told' : undefined)),
                records: records('person.approve', id) + records('person.reject', id), mails: mails(email, 'approved') + mails(email, 'rejected') };
        },
        { person_decide: naiveDecision });

race('of people whom two approve at once, each from their own list, everybody is approved once',
    { approved: 20, records: 20, mails: 20 },
    async () => {
        const name = address('listed'), people = sql(`insert into umbrella.authentication_user (username, email, role)
            select n || '-${name}', n || '-${name}', 'viewer' from generate_series(1, 20) n returning id`).split('\n');
        const list = part => Object.fromEntries(part.map(id => [`p${id}`, '1']));
        const answers = await atOnce([by(0, '/admin/people/several', { ...list(people.slice(0, 14)), action: 'approve' }),
            by(1, '/admin/people/several', { ...list([...people.slice(0, 8), ...people.slice(14)]), action: 'approve' })]);
        const approved = sum(answers.map(a => Number(flash(a).match(/(\d+) approved/)[1])));
        return { approved, records: count('umbrella.audit_event', `action = 'person.approve' and object_name like '%-${name}'`),
            mails: count('ops.outbox', `kind = 'approved' and user_id in (${people})`) };
    },
    { person_decide: naiveDecision });

// ---- roles and rights ----

race('a role that 100 change at once goes from one to the next, each change on record',
    { isChain: true, isLast: true, isEachTold: true, others: 0 },
    async () => {
        const { id } = member('promoted');
        const answers = await atOnce(times(100, i => by(i, `/admin/people/${id}/role`, { role: ['viewer', 'manager'][(i >> 1) % 2] })));
        const rows = sql(`select before ->> 'role', after ->> 'role' from umbrella.audit_event where action = 'person.set_role' and object_id = '${id}' order by seq`).split('\n').map(row => row.split('|'));
        const done = answers.filter(a => a.status === 303 && /has the role \w+ now/.test(flash(a))).length;
        const same = answers.filter(a => a.status === 303 && /has the role \w+ already/.test(flash(a))).length;
        return { isChain: rows.every(([before], i) => before === (i ? rows[i - 1][1] : 'analyst')), isLast: sql(`select role from umbrella.authentication_user where id = ${id}`) === rows.at(-1)[1],
            isEachTold: rows.length === done, others: 100 - done - same };
    },
    { person_set_role: instead([' where u.id = person for update;', ' where u.id = person; perform pg_sleep(0.02);']) });

race('of two superusers who take each other\'s rights at once, one stays', { answers: { done: 1, refused: 1 }, left: 1 },
    async () => {
        const others = sql("select string_agg(id::text, ',') from umbrella.authentication_user where is_superuser and status = 'active'");
        const two = times(2, () => member('superuser', { is_staff: true, is_superuser: true, has_second_factor: true }));
        const sessions = [await signIn(two[0]), await signIn(two[1])];
        sql(`update umbrella.authentication_user set is_superuser = false where id in (${others})`);
        const answers = await atOnce(sessions.map(({ headers, csrf }, i) => ({ path: `/admin/people/${two[1 - i].id}/rights`, headers, fields: { csrf, rights: 'none' } })));
        const left = count('umbrella.authentication_user', `id in (${two.map(({ id }) => id)}) and is_superuser`);
        sql(`update umbrella.authentication_user set is_superuser = true where id in (${others});
            update umbrella.authentication_user set is_superuser = false, is_staff = false where id in (${two.map(({ id }) => id)})`);
        return { answers: tally(answers, a => ({ 303: 'done', 403: 'refused' }[a.status])), left };
    },
    { guard_rights: instead(['perform pg_advisory_xact_lock(4717000000000001);', ''], ['select * into actor', 'perform pg_sleep(0.2); select * into actor']) });

// ---- forms that are sent many times ----

race('a template made by 100 at once is there once', { answers: { done: 1, told: 99 }, rows: 1, records: 1 },
    async () => {
        const name = address('template');
        const answers = await atOnce(times(100, i => by(i, '/admin/templates', { name, type: 'analyst', subject: 'You are invited', text: 'Hello {name}', is_active: '1' })));
        return { answers: tally(answers, a => (a.status === 303 ? 'done' : a.status === 422 && /name/.test(a.text.match(/hub-field-message">([^<]*)/)?.[1]) ? 'told' : undefined)),
            rows: count('umbrella.authentication_invitetemplate', `name = '${name}'`), records: audits('template.create', name) };
    },
    { template_save: instead(['exception when unique_violation then', 'exception when division_by_zero then']) });

race('an invitation made by 100 at once for one address is one, with one mail', { answers: { done: 1, told: 99 }, rows: 1, mails: 1, records: 1 },
    async () => {
        const { headers, csrf } = await signIn(member('manager', { role: 'manager' })), email = address('guest');
        const answers = await atOnce(times(100, () => ({ path: '/account/invitations', headers, fields: { csrf, email, role: 'viewer', hours: '72', template: '', message: '' } })));
        return { answers: tally(answers, a => (a.status === 200 && /The invitation is made/.test(a.text) ? 'done' : a.status === 422 && /valid invitation already/.test(a.text) ? 'told' : undefined)),
            rows: count('umbrella.authentication_invitetoken', `email = '${email}'`), mails: mails(email, 'invitation'), records: audits('invitation.create', email) };
    },
    { invitation_add: instead(["perform pg_advisory_xact_lock(umbrella.invitation_lock(invitation_add.email));", ''],
        ['insert into umbrella.authentication_invitetoken', 'perform pg_sleep(0.02); insert into umbrella.authentication_invitetoken']) });

const naiveToken = instead(['perform from umbrella.authentication_user u where u.id = person for update;', ''],
    ['insert into umbrella.api_token', 'perform pg_sleep(0.02); insert into umbrella.api_token']);
async function makeTokens(name) {
    const owner = member('programmer'), { headers, csrf } = await signIn(owner);
    const answers = await atOnce(times(100, i => ({ path: '/account/tokens', headers, fields: { csrf, name: name(i), days: '30', 'margin:read': '1' } })));
    return { answers: tally(answers, a => (a.status === 200 && /hub_pat_/.test(a.text) ? 'done' : a.status === 422 && /of this name is in use already|you may have are in use/.test(a.text) ? 'told' : undefined)),
        rows: count('umbrella.api_token', `user_id = ${owner.id}`), records: records('token.create', owner.id), mails: mails(owner.email, 'token-made') };
}
race('an API token of one name made by 100 at once is one', { answers: { done: 1, told: 99 }, rows: 1, records: 1, mails: 1 },
    () => makeTokens(() => 'Notebook'), { api_token_add: naiveToken });
const quota = Number(sql("select umbrella.setting_integer('api_tokens_quota')"));
race(`of 100 API tokens made at once there are as many as one may have, ${quota}`,
    { answers: { done: quota, told: 100 - quota }, rows: quota, records: quota, mails: quota },
    () => makeTokens(i => `Notebook ${i}`), { api_token_add: naiveToken });

race('an account deleted by 20 clicks at once is deleted once', { answers: { done: 1, told: 19 }, records: 1, mails: 1 },
    async () => {
        const person = member('leaver'), { headers, csrf } = await signIn(person);
        const answers = await atOnce(times(20, () => ({ path: '/account/delete', headers, fields: { csrf, email: person.email } })));
        return { answers: tally(answers, a => (a.status === 303 && /account is closed/.test(flash(a)) ? 'done' : a.status === 401 || /not signed in any more/.test(a.text) ? 'told' : undefined)),
            records: records('person.delete_account', person.id), mails: mails(person.email, 'account-deleted') };
    },
    { own_account_delete: instead(['perform umbrella.person_hold(person);', ''], ['perform umbrella.audit_append', 'perform pg_sleep(0.05); perform umbrella.audit_append']) });

// ---- what must not wait for each other in a ring ----

// Whatever goes on record waits for the head of the audit's chain. Here it is held for a while.
const owner = await Staff.make('cleo', '--role', 'analyst'), ownerId = sql(`select id from umbrella.authentication_user where email = '${owner.email}'`);

test('sessions can be ended while their owner confirms by a recovery code, sets up another device, removes the factor or leaves', () => slowly(async () => {
    const base = '/account/security/second-factor', answers = [];
    const own = async (path, fields) => {
        const { headers, csrf } = await signIn({ id: ownerId });
        answers.push(...await oneIntoTheOther({ path, headers, fields: { csrf, ...fields } }, by(0, `/admin/people/${ownerId}/sessions/end`)));
        assert.equal(count('umbrella.authentication_usersession', `user_id = ${ownerId} and revoked_at is null`), 0, `${path}: no session is left, nor a new one`);
    };
    await own('/login/confirm', { proof: owner.codes[0] });
    const { headers, csrf } = await signIn({ id: ownerId });
    await atOnce([{ path: `${base}/enrol`, headers, fields: { csrf } }]);
    const seed = (await ask(`${base}/enrol`, { headers })).text.match(/<code class="hub-key">([A-Z2-7 ]+)</)[1].replaceAll(' ', '');
    await own(`${base}/confirm`, { code: totp(seed) });
    await own('/account/security/password', { old: password, password: 'seven wooden lakes at dusk', again: 'seven wooden lakes at dusk' });
    await own(`${base}/remove`);
    await own('/account/delete', { email: owner.email });
    assert.deepEqual(answers.map(a => a.status), [303, 303, 200, 303, 303, 303, 303, 303, 303, 303], answers.map(a => a.text.match(/<h1>[^<]*/)?.[0]).join());
}));

checkInvariants();
