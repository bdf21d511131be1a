// links.mjs: one-time links that many use at once: each does its work for one of them, and costs one hash call at most.
// SPDX-License-Identifier: Apache-2.0
import { after } from 'node:test';
import { password } from '../http/_member.mjs';
import { address, atOnce, audits, Auth, body, checkInvariants, count, flash, fresh, hashOf, instead, mails, member, naiveTicket, race, sql, tally, times, visitor, within } from './_races.mjs';

const auth = await Auth.start();
after(() => auth.end());

// So many visitors of this page send its form at once.
async function useAtOnce(n, path, fields, jar = '') {
    const { headers, csrf } = await visitor(path, jar);
    auth.hashes();
    return atOnce(times(n, () => ({ path, headers, fields: { csrf, ...fields } })));
}
const over = a => (a.status === 303 ? 'done' : [404, 409, 410].includes(a.status) ? 'told that it is over' : undefined);

race('an invitation used by 100 at once makes one account and costs one hash call',
    { answers: { done: 1, 'told that it is over': 99 }, accounts: 1, used: 1, hashes: 1, mails: 1, records: 1 },
    async () => {
        const email = address('invited'), token = fresh();
        sql(`insert into umbrella.authentication_invitetoken (email, token, invite_type, expires_at) values ('${email}', ${hashOf(token)}, 'analyst', now() + interval '1 day')`);
        const answers = await useAtOnce(100, `/invite/${token}`, { first_name: 'Ada', last_name: 'Newcomer', password, again: password });
        return { answers: tally(answers, over), accounts: count('umbrella.authentication_user', `email = '${email}'`),
            used: count('umbrella.authentication_invitetoken', `token = ${hashOf(token)} and used_at is not null and registered_user_id is not null`),
            hashes: auth.hashes(), mails: mails(email, 'accepted'), records: audits('person.register', email) };
    },
    { invitation_claim: body(`declare was uuid;
        begin
            if exists (select from umbrella.authentication_invitetoken i where i.token = token_hash and i.used_at is null and i.claimed_at is null) then
                perform pg_sleep(0.05);
                update umbrella.authentication_invitetoken i set claim = gen_random_uuid(), claimed_at = now() where i.token = token_hash returning claim into was;
            end if;
            return was;
        end`) });

race('a link to a new password used by 50 at once sets it once and costs one hash call',
    { answers: { done: 1, 'told that it is over': 49 }, used: 1, hashes: 1, mails: 1, records: 1 },
    async () => {
        const { email, id } = member('reset'), token = fresh();
        sql(`insert into umbrella.password_link (token_hash, user_id, purpose, expires_at) values (${hashOf(token)}, ${id}, 'reset', now() + interval '1 hour')`);
        const answers = await useAtOnce(50, `/reset/${token}`, { password, again: password });
        return { answers: tally(answers, over), used: count('umbrella.password_link', `token_hash = ${hashOf(token)} and used_at is not null`),
            hashes: auth.hashes(), mails: mails(email, 'password-changed'), records: audits('person.reset_password', email) };
    },
    { throttle_take: naiveTicket });

race('a link that confirms an address, used by 50 at once, does so once',
    { answers: { done: 1, 'told that it is over': 49 }, confirmed: 1, records: 1 },
    async () => {
        const { email, id } = member('confirm'), token = fresh();
        sql(`insert into umbrella.email_link (token_hash, user_id, email, purpose, expires_at) values (${hashOf(token)}, ${id}, '${email}', 'register', now() + interval '1 day')`);
        const answers = await useAtOnce(50, `/verify/${token}`, {});
        return { answers: tally(answers, over), confirmed: count('umbrella.authentication_user', `id = ${id} and email_verified`),
            records: audits('person.confirm_email', email) };
    },
    { email_link_use: instead(['k.token_hash = link_hash and k.used_at is null and k.expires_at > now() returning * into l;',
        'k.token_hash = link_hash returning * into l; perform pg_sleep(0.05);'],
    ['update umbrella.email_link k set', `if not exists (select from umbrella.email_link k where k.token_hash = link_hash and k.used_at is null) then
            return query select 'lost', null::bigint, null::text, null::text, null::text;
            return;
        end if;
        perform pg_sleep(0.05);
        update umbrella.email_link k set`]) });

race('a deleted account restored by 50 at once is restored once',
    { answers: { done: 1, 'told that it is over': 49 }, active: 1, mails: 1, records: 1 },
    async () => {
        const { email, id } = member('restore', { status: 'deleted', deleted_at: 'now()' }), half = fresh();
        sql(`insert into umbrella.half_signin (token_hash, user_id, purpose) values (${hashOf(half)}, ${id}, 'restore')`);
        const answers = await useAtOnce(50, '/login/restore', {}, `__Host-half=${half}`);
        const told = a => (a.status !== 303 ? undefined : /open again/.test(flash(a)) ? 'done' : /finished already/.test(flash(a)) ? 'told that it is over' : undefined);
        return { answers: tally(answers, told), active: count('umbrella.authentication_user', `id = ${id} and status = 'active' and deleted_at is null`),
            mails: mails(email, 'account-restored'), records: audits('person.restore_account', email) };
    },
    { account_restore: instead(['update umbrella.half_signin set', `if not exists (select from umbrella.half_signin h where h.token_hash = ticket and h.used_at is null) then
            return null;
        end if;
        perform pg_sleep(0.05);
        update umbrella.half_signin set`], [' and used_at is null and', ' and'], ["status = 'deleted' and deleted_at > now()", "now() > now()"]) });

race('a new password asked for by 100 at once for one address is one mail',
    { answers: { done: 100 }, mails: 1, links: 1 },
    within(50, async () => { // of one address one mail a minute goes out
        const { email, id } = member('forgot');
        const answers = await useAtOnce(100, '/reset', { email });
        for (let waiting = 1; waiting;)
            waiting = count('ops.job', `kind = 'password-reset' and dedupe = '${email}' and status in ('waiting', 'running')`);
        return { answers: tally(answers, a => (a.status === 202 ? 'done' : undefined)), mails: mails(email, 'reset'),
            links: count('umbrella.password_link', `user_id = ${id} and used_at is null`) };
    }),
    { mail_is_due: instead(["coalesce(max(o.created_at) < now() - interval '1 minute', true)", 'true']) });

checkInvariants();
