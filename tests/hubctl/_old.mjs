// _old.mjs: files of the old system's applications, made by its framework (django/old.py).
// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process';

export const python = '/usr/bin/python3';
export const absent = spawnSync(python, ['-c', 'import django']).status === 0 ? false : 'python3-django is not there';
const program = new URL('django/old.py', import.meta.url).pathname;

// The old file of an application with these rows: {model: [fields, ...]}.
export function make(app, path, rows, ...flags) {
    const list = Object.entries(rows).flatMap(([model, all]) => all.map(fields => [model, fields]));
    execFileSync(python, [program, app, path, ...flags], { input: JSON.stringify(list) });
    return path;
}
