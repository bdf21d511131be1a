// _staff.mjs: people with a second factor for a test: with console rights, or without. They come in as anybody does: by the link
// that hubctl makes, by signing in, and by setting the factor up with the key on the page.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { cookie, Member, password, send, tokenIn } from './_member.mjs';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', security = '/account/security/second-factor';

// What an app shows for this key (RFC 6238), so many steps of 30 seconds from now.
export function totp(seed, steps = 0) {
    const bits = [...seed].map(letter => base32.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2))), counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
    const mac = createHmac('sha1', key).update(counter).digest();
    return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

// Signed in with password and code, just now. `seed` is the key of the factor, `codes` are the recovery codes.
export class Staff extends Member {
    // options: of `hubctl user add`: --staff, --superuser, --role …
    static async make(name, ...options) {
        const email = `${name}-${process.pid}@staff.example`;
        const link = execFileSync(process.env.HUBCTL, ['user', 'add', email, ...options]).toString().match(/\/reset\/[0-9a-f]{64}/)[0];
        assert.equal((await send(link, { password, again: password })).status, 303);
        const person = Object.assign(new Staff(), { email });
        person.cookie = cookie(await send('/login', { email, password }), '__Host-hub');
        person.token = tokenIn((await person.get(security)).text);
        await person.enrol();
        return person;
    }

    async enrol() {
        assert.equal((await this.post(`${security}/enrol`)).status, 303);
        this.seed = (await this.get(`${security}/enrol`)).text.match(/<code class="hub-key">([A-Z2-7 ]+)</)[1].replaceAll(' ', '');
        const answer = await this.post(`${security}/confirm`, { code: totp(this.seed) });
        assert.equal(answer.status, 200, answer.text);
        this.cookie = cookie(answer, '__Host-hub');
        this.codes = answer.text.match(/[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{5}-[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{5}/g).slice(0, 10); // they stand there twice
    }
}
