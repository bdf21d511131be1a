// _daemons.mjs: hub-jobs and hub-egress as real processes on a database of their own, and a mail server for them.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Installation } from '../hubctl/_installation.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

// As long as the slowest machine may need: that something is quick is no claim of these tests.
const PATIENCE = 600000;
export async function until(what, condition) {
    const end = performance.now() + PATIENCE;
    for (let found; ; await sleep(30)) {
        if (found = await condition()) {
            await sleep(20); // what other processes said before that is read
            return found;
        }
        assert.ok(performance.now() < end, `${typeof what === 'function' ? what() : what}: not within ${PATIENCE / 1000} s`);
    }
}

// An installation whose daemons a test starts. Nothing is scheduled unless the test says so.
export class Hub extends Installation {
    constructor(name, settings = {}, conninfo = '') {
        super(name, directory => ({ seal_key_file: '', egress_key_file: join(directory, 'egress.key'), audit_key_file: join(directory, 'audit.key'),
            audit_anchor_file: join(directory, 'anchors'), ...settings }), conninfo);
        this.anchors = join(this.directory, 'anchors');
        this.daemons = [];
    }

    static make(name, settings = {}, conninfo = '') {
        const hub = new Hub(name, settings, conninfo), made = hub.run('setup');
        assert.equal(made.status, 0, made.err);
        hub.ask(`update ops.schedule set next_at = now() + interval '1 day'`);
        return hub;
    }

    start(program) {
        const daemon = new Daemon(this, program);
        this.daemons.push(daemon);
        return daemon;
    }

    setting(name, value) {
        this.ask(`update umbrella.setting set value = ${value === null ? 'null' : `'${value.replaceAll("'", "''")}'`} where name = '${name}'`);
    }

    // hub-jobs takes jobs: hubctl waits ten seconds for that, which a machine may need to start it.
    works() {
        const id = this.ask(`select ops.job_add('account-deletion', '{}', null, now())`);
        return until('a first job is done', () => this.ask(`select status from ops.job where id = ${id}`) === 'done');
    }

    // Somebody waits for the lock pg_advisory_lock(number).
    waits(number) {
        return until(`somebody waits for ${number}`, () => this.ask(`select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = ${number}
            and database = (select oid from pg_database where datname = current_database())`) !== '0');
    }

    // The values of one row of a statement.
    row(sql) {
        return this.ask(sql).split('|');
    }

    async end() {
        for (const daemon of this.daemons)
            await daemon.end();
        this.remove();
    }
}

export class Daemon {
    constructor(hub, program) {
        this.log = '';
        this.child = spawn(`${process.env.HUB_LIBEXEC}/${program}`, [], { env: { ...process.env, HUB_CONFIG: hub.config }, stdio: ['ignore', 'ignore', 'pipe'] });
        this.child.stderr.on('data', data => { this.log += data; });
        this.ended = new Promise(resolve => this.child.on('exit', (code, signal) => resolve(signal ?? code)));
    }

    ready() {
        return until(() => `ready; it said: ${this.log}`, () => this.log.includes('ready:') && this.processes().length);
    }

    // Its children; one that has ended, but whose end it has not noted, is none.
    processes() {
        const { stdout } = spawnSync('ps', ['-o', 'pid=,stat=', '--ppid', String(this.child.pid)], { encoding: 'utf8' });
        return stdout.trim().split('\n').map(line => line.trim().split(/ +/)).filter(([pid, state]) => pid && state[0] !== 'Z').map(([pid]) => Number(pid));
    }

    signal(name) {
        this.child.kill(name);
    }

    // How it ended: 0 when all is well.
    stop() {
        this.signal('SIGTERM');
        return this.ended;
    }

    // After the tests: also one that a test has stopped or killed.
    async end() {
        if (this.child.exitCode === null && this.child.signalCode === null)
            assert.equal(await this.stop(), 0, this.log);
        assert.doesNotMatch(this.log, /Sanitizer|runtime error/);
    }
}

export class MailServer {
    constructor(options = {}) {
        this.mails = [];
        this.acknowledged = 0;
        this.child = spawn('/usr/bin/python3', [join(here, 'smtp_server.py'), JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'ignore'] });
        createInterface({ input: this.child.stdout }).on('line', line => {
            const said = JSON.parse(line);
            if (said.port)
                this.port = said.port;
            else if (said.rules)
                this.acknowledged++;
            else
                this.mails.push(said);
        });
    }

    static async start(options) {
        const server = new MailServer(options);
        await until('the mail server is ready', () => server.port);
        return server;
    }

    async rules(rules) {
        const before = this.acknowledged;
        this.child.stdin.write(`${JSON.stringify(rules)}\n`);
        await until('the rules are taken', () => this.acknowledged > before);
    }

    to(address) {
        return this.mails.filter(mail => mail.to.includes(address));
    }

    stop() {
        const ended = new Promise(resolve => this.child.on('exit', resolve));
        this.child.kill('SIGTERM');
        return ended;
    }
}

// A session of its own that holds locks until it is let go, perhaps with some last words.
export class Holder {
    static async lock(hub, statements) {
        const conninfo = readFileSync(hub.config, 'utf8').match(/^database = "(.*)"$/m)[1];
        const holder = new Holder();
        holder.child = spawn('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', `${conninfo} user=postgres`], { stdio: ['pipe', 'pipe', 'inherit'] });
        const held = new Promise(resolve => holder.child.stdout.on('data', resolve));
        holder.child.stdin.write(`begin; ${statements}; select 'held';\n`);
        await held;
        return holder;
    }

    release(statements = 'rollback') {
        const ended = new Promise(resolve => this.child.on('exit', resolve));
        this.child.stdin.end(`${statements};\n`);
        return ended;
    }
}
