// sweep.mjs: the sweeps of `./hub bench`: day-steps a second of the lanes by instruction set, beside the scalar engine and the
// same sweep in Python.
// SPDX-License-Identifier: Apache-2.0
//
// Environment: BENCH_SWEEP (program of tests/bench/sweep.c), HUB_SHARED.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { report } from './_bench.mjs';

const { BENCH_SWEEP, HUB_SHARED } = process.env;
const LANES = '64'; // as in sweep.c
const PYTHON = ['/usr/bin/python3', 'python3'].find(p => p === 'python3' || existsSync(p)); // Debian's, which sees python3-numba

// Lines of name TAB value TAB unit.
const lines = text => text.trim().split('\n').map(line => line.split('\t'));

function goalOf(name, hasAvx2) {
  if (hasAvx2 && /^sweep\.(leverage|threshold)\..*\.AVX2$/.test(name)) return ['>=', 2000];
  return /^sweep\.(surface\.time|bootstrap\.lanes)$/.test(name) ? ['<=', 1] : undefined;
}

export function sweeps() {
  const own = lines(execFileSync(BENCH_SWEEP, { encoding: 'utf8' }));
  const figure = Object.fromEntries(own);
  const hasAvx2 = own.some(([name]) => name.endsWith('.AVX2'));
  console.log(`sweeps over ${figure['sweep.rows']} sessions of ${figure['sweep.series']}, computed with ${figure['sweep.instruction_set']}`);
  for (const [name, value, unit] of own) if (/second|ratio|core/.test(unit)) report(name, Number(value), unit, goalOf(name, hasAvx2));
  python(figure, `sweep.leverage.original.${figure['sweep.instruction_set']}`);
}

function python(figure, fastest) {
  const rows = execFileSync(BENCH_SWEEP, ['--rows'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const script = fileURLToPath(new URL('sweep.py', import.meta.url));
  const said = lines(execFileSync(PYTHON, [script, LANES, `${HUB_SHARED ?? '../shared'}/oracle/margin`], { input: rows, encoding: 'utf8' }));
  const theirs = Object.fromEntries(said);
  for (const kind of ['equity', 'calls'])
    if (theirs[`sweep.python.${kind}`] && Number(theirs[`sweep.python.${kind}`]) !== Number(figure[`sweep.leverage.original.${kind}`]))
      throw new Error(`the sweep in Python comes to another ${kind}: ${theirs[`sweep.python.${kind}`]}`);
  for (const [name, value, unit] of said) {
    if (value === 'missing') console.log(`${name}: ${unit}`);
    if (!unit.startsWith('million')) continue;
    report(name, Number(value), unit);
    report(`lanes / ${name}`, Number(figure[fastest]) / Number(value), '');
    report(`scalar engine / ${name}`, Number(figure['sweep.leverage.original.scalar']) / Number(value), '');
  }
}
