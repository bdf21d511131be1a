// _installation.mjs: an installation of its own for a test: settings, a copy of the migrations, and a database that hubctl
// makes in the server of the running hub. $HUBCTL is the program, $HUB_CONFIG the settings whose server and data are used.
// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const given = Object.fromEntries([...readFileSync(process.env.HUB_CONFIG, 'utf8').matchAll(/^(\w+) *= *"?(.*?)"?$/gm)].map(m => [m[1], m[2]]));
const server = given.database.replace(/ *\bdbname=\S+/, '');

export class Installation {
    // settings: in place of the given ones; may be a function of the installation's directory. conninfo: more of it.
    constructor(name, settings = {}, conninfo = '') {
        this.database = `hub_test_${name}_${process.pid}`;
        this.directory = mkdtempSync(join(tmpdir(), 'hubctl-'));
        this.sql = join(this.directory, 'sql');
        this.key = join(this.directory, 'password.key');
        this.config = join(this.directory, 'hub.conf');
        cpSync(given.sql, this.sql, { recursive: true });
        const all = { ...given, origin: 'https://hub.test', database: `${server} dbname=${this.database} ${conninfo}`.trim(), sql: this.sql,
            password_key_file: this.key, ...(typeof settings === 'function' ? settings(this.directory) : settings) };
        writeFileSync(this.config, Object.entries(all).map(([k, v]) => `${k} = "${v}"\n`).join(''));
    }

    // {status, out, err} of `hubctl WORDS...`
    run(...words) {
        return this.feed('', ...words);
    }

    // The same with something on standard input.
    feed(input, ...words) {
        const p = spawnSync(process.env.HUBCTL, words, { input, env: { ...process.env, HUB_CONFIG: this.config }, encoding: 'utf8', timeout: 300000 });
        if (p.error)
            throw p.error;
        return { status: p.status, out: p.stdout, err: p.stderr };
    }

    // What one statement answers, asked as the superuser.
    ask(sql, database = this.database) {
        const p = spawnSync('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', `${server} dbname=${database} user=postgres`, '-c', sql], { encoding: 'utf8' });
        if (p.status !== 0)
            throw new Error(p.stderr || String(p.error));
        return p.stdout.trim();
    }

    remove() {
        this.ask(`drop database if exists "${this.database}" with (force)`, 'postgres');
        rmSync(this.directory, { recursive: true });
    }
}
