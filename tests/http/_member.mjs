// _member.mjs: an analyst of one's own for a test: signed in, runs and saves backtests.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { ask, form } from './_hub.mjs';

export const password = 'nine patient copper kites';
export const inputs = { ticker: 'SPX', start_date: '2005-01-03', end_date: '2012-12-31', equity: '100000', leverage: '2', account_type: 'reg_t',
    mode: 'liquidation_reentry', profile: 'accurate' };
export const cookie = (answer, name) => (answer.headers['set-cookie'] ?? []).map(c => c.split(';')[0]).find(c => c.startsWith(`${name}=`));
export const tokenIn = text => text.match(/name="csrf" value="([0-9a-f]{96})"/)[1];

// What a form sends that stands on the page of that address, before anybody is signed in.
export async function send(path, fields) {
    const shown = await ask(path);
    const body = new URLSearchParams({ csrf: tokenIn(shown.text), ...fields }).toString();
    return ask(path, { method: 'POST', headers: form({ Cookie: cookie(shown, '__Host-pre') }), body });
}

// Someone signed in: get and post with their session.
export class Member {
    static async make(name) {
        const email = `${name}-${process.pid}@margin.example`;
        const link = execFileSync(process.env.HUBCTL, ['user', 'add', email, '--role', 'analyst']).toString().match(/\/reset\/[0-9a-f]{64}/)[0];
        assert.equal((await send(link, { password, again: password })).status, 303);
        return Member.enter(email, password);
    }

    // Someone who has an account already; null when the password does not let them in.
    static async enter(email, password) {
        const member = new Member();
        member.cookie = cookie(await send('/login', { email, password }), '__Host-hub');
        if (!member.cookie)
            return null;
        member.token = tokenIn((await member.get('/account')).text);
        return member;
    }

    get(path, headers = {}) {
        return ask(path, { headers: { Cookie: this.cookie, ...headers } });
    }

    post(path, fields = {}) {
        const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
        return ask(path, { method: 'POST', headers: form({ Cookie: this.cookie, 'X-CSRF-Token': this.token }), body });
    }

    async run(changes = {}) {
        const answer = await this.post('/margin/backtests', { ...inputs, ...changes });
        assert.equal(answer.status, 303, answer.text);
        return answer.headers.location;
    }

    save(run, name, key = randomUUID()) {
        return this.post('/margin/saved', { session: run.split('/').pop(), name, idem_key: key });
    }

    async used() {
        return Number((await this.get('/margin/saved')).text.match(/(\d+) of \d+ used/)[1]);
    }
}
