// _faults.mjs: break parts of this instance and mend them: its processes, found by their pid files, and load meanwhile.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { openSync, closeSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import { ask } from '../http/_hub.mjs';

const instance = process.env.HUB_INSTANCE;
export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

// How long the slowest machine is waited for. That something comes in time is told, not asserted: a test that fails because the machine
// is busy says nothing about the hub.
const PATIENCE = 600000;
export async function until(what, condition) {
    const from = performance.now();
    while (!await condition()) {
        assert.ok(performance.now() - from < PATIENCE, `${what}: not within ${PATIENCE / 1000} s`);
        await sleep(20);
    }
    return Math.round(performance.now() - from);
}

// When a process was started, in clock ticks, or undefined: tells it from another with the same number.
export function startOf(pid) {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
        return stat[0] === 'Z' ? undefined : stat[19];
    } catch {
        return undefined;
    }
}

// To a process that may have ended meanwhile.
export function signal(pid, name) {
    try {
        process.kill(pid, name);
    } catch (error) {
        assert.equal(error.code, 'ESRCH');
    }
}

// A process that ./hub started: "postgres", "hub-home". It can be ended and started again just as it was.
export class Service {
    constructor(name) {
        const file = path => readFileSync(`/proc/${this.pid}/${path}`, 'utf8').split('\0').slice(0, -1);
        this.name = name;
        [this.pid, this.start] = readFileSync(`${instance}/pid/${name}`, 'utf8').trim().split(' ');
        assert.ok(this.runs(), `${name} runs`);
        this.words = file('cmdline');
        this.environment = Object.fromEntries(file('environ').map(line => line.split(/=(.*)/s).slice(0, 2)));
        this.owner = statSync(`/proc/${this.pid}`);
    }

    runs() {
        return startOf(this.pid) === this.start;
    }

    // Those that live: one that was killed may not have been waited for yet.
    children() {
        try {
            return execFileSync('pgrep', ['-P', this.pid]).toString().trim().split('\n').map(Number).filter(startOf);
        } catch {
            return [];
        }
    }

    // Its workers, when it has as many as hub.conf(5) says: none is missing or about to go.
    async whole() {
        const n = this.name === 'hub-auth' ? 2 : 4;
        let workers;
        await until(`${this.name} has ${n} workers`, () => (workers = this.children()).length === n);
        return workers;
    }

    signal(name) {
        assert.ok(this.runs(), `${this.name} runs`);
        process.kill(Number(this.pid), name);
    }

    async stop(signal) {
        this.signal(signal);
        await until(`${this.name} ends`, () => !this.runs());
    }

    async begin() {
        const log = openSync(`${instance}/log/${this.name}.log`, 'a');
        const child = spawn(this.words[0], this.words.slice(1), { detached: true, stdio: ['ignore', log, log],
            env: this.environment, uid: this.owner.uid, gid: this.owner.gid });
        closeSync(log);
        child.unref();
        this.pid = String(child.pid);
        this.start = startOf(child.pid);
        writeFileSync(`${instance}/pid/${this.name}`, `${this.pid} ${this.start}\n`);
    }
}

// PostgreSQL, until it takes connections: the postmaster says so in its log; asking the hub would already wake the workers.
export async function beginDatabase(postgres) {
    const log = `${instance}/log/postgres.log`, from = statSync(log).size;
    await postgres.begin();
    await until('PostgreSQL accepts', () => readFileSync(log).subarray(from).includes('ready to accept connections'));
}

// Some clients that ask one thing after another. `end` gives what they saw when there are as many answers as that: { status, ms },
// where an answer that broke has its error's name as status. They go home after some minutes even if a test forgot them.
export class Load {
    constructor(clients, request) {
        this.agent = new https.Agent({ keepAlive: true });
        this.seen = [];
        this.going = true;
        setTimeout(() => { this.going = false; }, 2 * PATIENCE).unref();
        this.rounds = Array(clients).fill(0);
        this.clients = this.rounds.map((none, i) => this.client(i, request));
    }

    async client(i, request) {
        while (this.going) {
            const from = performance.now();
            const status = await request(this.agent).then(answer => answer.status, error => error.code ?? error.message);
            this.seen.push({ status, ms: performance.now() - from });
            this.rounds[i]++;
        }
    }

    // Until what each client asked before is answered, and so many more.
    async round(more = 0) {
        const before = [...this.rounds];
        await until('all clients are answered', () => this.rounds.every((n, i) => n > before[i] + more));
    }

    async end(least = 0) {
        await until(`${least} answers`, () => this.seen.length >= least);
        this.going = false;
        await Promise.all(this.clients);
        this.agent.destroy();
        return this.seen;
    }
}

export const get = (path, headers = {}) => agent => ask(path, { headers, agent });
export const longest = seen => Math.round(Math.max(...seen.map(s => s.ms)));
export const statuses = seen => Object.fromEntries([...new Set(seen.map(s => s.status))].map(x => [x, seen.filter(s => s.status === x).length]));

// What the hub does for a page whose connection breaks has its limits in time, and none is below a second.
export const areQuick = seen => longest(seen) < 1000;

export const allAre = (seen, status) => assert.deepEqual(Object.keys(statuses(seen)), [String(status)], JSON.stringify(statuses(seen)));

export const isReady = async () => (await ask('/readyz').catch(() => ({}))).status === 200;

// Somebody who holds tables of the database from `begun` until `release`.
export class Holder {
    constructor(lock) {
        this.psql = spawn('psql', ['-qX', '-h', process.env.HUB_SOCKETS, '-U', 'postgres', '-d', 'umbrella_hub'], { stdio: ['pipe', 'pipe', 'inherit'] });
        this.ended = new Promise(resolve => this.psql.once('close', resolve));
        this.begun = new Promise(resolve => this.psql.stdout.once('data', resolve));
        this.psql.stdin.write(`begin; ${lock}; select 'held';\n`);
    }

    say(text) {
        this.psql.stdin.write(`${text};\n`);
    }

    async release() {
        this.psql.stdin.end();
        await this.ended;
    }
}

// A connection of our own to a section's socket, past nginx.
export function connectSection(section) {
    const socket = net.connect(`${process.env.HUB_SOCKETS}/${section}.sock`);
    socket.on('error', () => {});
    return socket;
}
