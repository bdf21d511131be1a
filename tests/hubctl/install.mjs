// install.mjs: what `make install` puts where, whether each program answers, and whether systemd takes the units.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const build = process.env.HUB_BUILD ?? 'build';
const root = mkdtempSync(join(tmpdir(), 'hub-install-'));
const sections = ['admin', 'auth', 'home', 'margin', 'returns'], daemons = ['egress', 'jobs'];
const libexec = [...sections, ...daemons].map(name => `libexec/umbrella-hub/hub-${name}`);
let files;

const prefix = readFileSync(join(build, 'Makefile'), 'utf8').match(/^prefix = (.*)$/m)[1];
const here = path => join(root, prefix, path);
const sources = (directory, pattern) => readdirSync(directory, { recursive: true }).map(String).filter(name => pattern.test(name)).map(name => `share/umbrella-hub/${directory}/${name}`);

before(() => {
    execFileSync('make', ['-s', '-C', build, '--no-print-directory', 'install', `DESTDIR=${root}`], { stdio: ['ignore', 'ignore', 'inherit'] });
    files = execFileSync('find', [here(''), '!', '-type', 'd', '-printf', '%P\n'], { encoding: 'utf8' }).trim().split('\n').sort();
});
after(() => rmSync(root, { recursive: true }));

test('every file that belongs to an installation is there, and no other', () => {
    const methods = readdirSync('docs/methods', { recursive: true }).map(String).filter(name => name.endsWith('.md'))
        .map(name => `share/umbrella-hub/templates/home/methods-${name.split('/').pop().replace(/\.md$/, '.tpl')}`);
    const expected = [
        'bin/hubctl', ...libexec,
        'share/man/man1/hubctl.1', 'share/man/man5/hub.conf.5', ...[...sections, ...daemons].map(name => `share/man/man8/hub-${name}.8`),
        ...['hub@.service', 'hub@.socket', 'hub.target', 'hub-jobs.service', 'hub-egress.service', 'hub@auth.service.d/priority.conf'].map(name => `lib/systemd/system/${name}`),
        'lib/sysusers.d/umbrella-hub.conf',
        ...['app.params', 'headers.conf', 'hub.conf', 'hub.conf.in', 'nginx.conf.in', 'redirect.conf', 'sections.conf', 'tls.conf'].map(name => `share/umbrella-hub/nginx/${name}`),
        ...readdirSync('data/market').filter(name => name.endsWith('.csv')).map(name => `share/umbrella-hub/market/${name}`), 'share/umbrella-hub/market/sp500-2000.csv',
        ...sources('templates', /\.tpl$/), ...methods, ...sources('sql', /\.sql$/),
    ].sort();
    assert.deepEqual(files.filter(name => !name.startsWith('share/umbrella-hub/static/')), expected);
    const statics = files.filter(name => name.startsWith('share/umbrella-hub/static/')).map(name => name.slice('share/umbrella-hub/static/'.length));
    assert.ok(statics.includes('manifest.tsv'));
    assert.ok(statics.some(name => /^[0-9a-f]{12}\/css\/hub\.css$/.test(name)));
});

test('programs may be run by all and written by the owner only, everything else is read only', () => {
    for (const name of files) {
        const mode = statSync(here(name)).mode & 0o777;
        assert.equal(mode, name === 'bin/hubctl' || libexec.includes(name) ? 0o755 : 0o644, name);
    }
});

test('each program says its name and version, and refuses what it does not know', () => {
    for (const name of ['bin/hubctl', ...libexec]) {
        const program = name.split('/').pop();
        const { status, stdout } = spawnSync(here(name), ['--version'], { encoding: 'utf8' });
        assert.equal(status, 0, name);
        assert.match(stdout, new RegExp(`^${program} .*\\d+\\.\\d+\\.\\d+\n$`));
        const help = spawnSync(here(name), ['--help'], { encoding: 'utf8' });
        assert.equal(help.status, 0, name);
        assert.match(help.stdout, /^[Uu]sage: /);
        const wrong = spawnSync(here(name), ['--fly'], { encoding: 'utf8', timeout: 180000 });
        assert.equal(wrong.status, 64, name);
        assert.match(wrong.stderr, /[Uu]sage: /);
    }
});

test('no installed file names a place of the build, and no placeholder is left', () => {
    for (const name of files.filter(n => /\.(service|socket|target|conf|tpl)$/.test(n))) {
        const text = readFileSync(here(name), 'utf8');
        assert.ok(!text.includes(root) && !text.includes(process.cwd()), name);
        assert.doesNotMatch(text, /^[^#]*@(sockets|data|pkglibexecdir|hardening|listen|origin)@/m, name);
    }
});

test('systemd takes every unit', () => {
    const units = here('lib/systemd/system');
    for (const unit of ['hub-jobs.service', 'hub-egress.service', 'hub.target', ...sections.flatMap(name => [`hub@${name}.service`, `hub@${name}.socket`])]) {
        const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', '--generators=no', `--root=${root}`, join(prefix, 'lib/systemd/system', unit)], { encoding: 'utf8' });
        const own = stderr.split('\n').filter(line => /hub[@.-]/.test(line) && !/Command kill is not|User=|www-data|postgresql|network-online|Failed to (create|connect)/.test(line));
        assert.deepEqual(own, [], `${unit} (${status})`);
    }
    for (const unit of ['hub@.service', 'hub-jobs.service', 'hub-egress.service'])
        assert.match(readFileSync(join(units, unit), 'utf8'), new RegExp(`^ExecStart=${prefix}/libexec/umbrella-hub/hub-`, 'm'));
});

test('each program of a unit is installed, each user exists for a unit, and uninstall leaves nothing', () => {
    const users = readFileSync(here('lib/sysusers.d/umbrella-hub.conf'), 'utf8').match(/^u (\S+)/gm).map(line => line.slice(2));
    assert.deepEqual(users.sort(), [...sections, ...daemons].map(name => `hub-${name}`).sort());
    execFileSync('make', ['-s', '-C', build, '--no-print-directory', 'uninstall', `DESTDIR=${root}`], { stdio: ['ignore', 'ignore', 'inherit'] });
    assert.equal(execFileSync('find', [root, '!', '-type', 'd'], { encoding: 'utf8' }), '');
});
