// returns.mjs: hubctl compute returns.analyze: docs/openapi.json describes it as the program does it, files are read as uploads
// are, what is ambiguous is refused with the field that settles it, several series and a blended benchmark, exit statuses.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';

const { schemas } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')).components;
const fields = schemas.ReturnsRequest.properties;
const described = { ...schemas.ReturnsResult.properties, ...schemas.ReturnsAnswer.properties };
const named = schema => (schema?.$ref ? schemas[schema.$ref.split('/').pop()] : schema);
const dir = mkdtempSync(join(tmpdir(), 'returns-'));
after(() => rmSync(dir, { recursive: true }));

const day = new Date(Date.UTC(2007, 0, 2)), days = [];
for (; days.length < 900; day.setUTCDate(day.getUTCDate() + 1))
  if (day.getUTCDay() % 6)
    days.push(day.toISOString().slice(0, 10));
const put = (name, lines) => {
  writeFileSync(join(dir, name), `${lines.join('\n')}\n`);
  return join(dir, name);
};
const level = (i, k) => (100 + i / 20 + 8 * Math.sin(i / (5 + k))).toFixed(6);
const prices = put('wave.csv', ['date,close,adj_close', ...days.map((x, i) => `${x},${level(i, 0)},${(level(i, 0) * (1 + i / 20000)).toFixed(6)}`)]);
const other = put('other.csv', ['date;close', ...days.map((x, i) => `${x.split('-').reverse().join('.')};${level(i, 3).replace('.', ',')}`)]);
const third = put('third.csv', ['date,close', ...days.map((x, i) => `${x},${level(i, 7)}`)]);

function compute(request) {
  const { status, stdout } = spawnSync(process.env.HUBCTL, ['compute', 'returns.analyze', '-'],
    { input: JSON.stringify({ files: { prices }, ...request }), encoding: 'utf8', maxBuffer: 1 << 26 });
  return { status, answer: JSON.parse(stdout) };
}
function answered(request) {
  const { status, answer } = compute(request);
  assert.equal(status, 0, JSON.stringify(answer));
  return answer;
}
function refused(request, field, word) {
  const { status, answer } = compute(request);
  assert.equal(status, 65, field);
  assert.equal(answer.errors[0].field, field, JSON.stringify(answer.errors));
  assert.match(answer.errors[0].message, word);
}
const flat = Object.entries(fields).flatMap(([name, field]) => field.properties
  ? Object.entries(field.properties).map(([key, inner]) => [`${name}.${key}`, inner, value => ({ [name]: { [key]: value } }), x => x[name][key]])
  : [[name, field, value => ({ [name]: value }), x => x[name]]])
  .filter(([name]) => !/^(files|futures|kind|unit|frequency|window\.(first|last)_year|window\.preset|ppy)/.test(name));

test('every value that is described is taken, what lies outside is refused by name, and defaults are the program\'s own', () => {
  const inputs = answered({}).inputs;
  for (const [name, field, made, taken] of flat) {
    const values = field.enum ?? (field.type === 'boolean' ? [true, false] : [field.default, field.minimum]);
    for (const value of values.filter(v => v !== undefined && !Array.isArray(v)))
      assert.deepEqual(taken(answered(made(value)).inputs), value, name);
    if (field.enum)
      refused(made('nonsense'), name, /available: /);
    if (field.maximum !== undefined)
      for (const value of [field.minimum - 1, field.maximum * 2 + 1])
        refused(made(value), name, /number from/);
    if (field.default !== undefined)
      assert.deepEqual(taken(inputs), field.default, name);
  }
  refused({ surprise: 1 }, 'surprise', /not known/);
  const futures = Object.entries(fields.futures.properties);
  assert.equal(inputs.futures, undefined, 'none unless they are asked for');
  assert.deepEqual(answered({ futures: {} }).inputs.futures, Object.fromEntries(futures.map(([key, field]) => [key, field.default])));
  for (const [key, field] of futures)
    for (const value of [field.minimum - 1, field.maximum * 2 + 1])
      refused({ futures: { [key]: value } }, `futures.${key}`, /number from/);
});

test('an answer has the keys that are described, and no others', () => {
  const benchmark = { files: { prices: [prices, other], benchmark: third } };
  const one = answered({ files: { prices, benchmark: third }, bootstrap: { draws: 20 } }), two = answered(benchmark);
  for (const answer of [one, two, ...two.series])
    assert.deepEqual(Object.keys(answer).filter(key => !(key in described)), []);
  const check = (value, said, at) => {
    const schema = named(said);
    if (!schema || value === null)
      return;
    if (Array.isArray(value))
      return value.forEach((x, i) => check(x, schema.items, `${at}[${i}]`));
    for (const [key, inner] of typeof value === 'object' ? Object.entries(value) : []) {
      assert.ok(schema.properties?.[key] || schema.additionalProperties, `${at}.${key} is not described`);
      check(inner, schema.properties?.[key], `${at}.${key}`);
    }
  };
  for (const key of Object.keys(one).filter(key => key !== 'inputs'))
    check(one[key], described[key], key);
  check(two.side_by_side, described.side_by_side, 'side_by_side');
});

test('its inputs, computed again, give the same bits', () => {
  const one = answered({ benchmark: { rate: 0.02 }, window: { years: 2 }, bootstrap: { draws: 30, seed: 9 }, form: 'objects' });
  assert.deepEqual(answered(one.inputs), one);
});

test('files are read as uploads are: separator, decimal sign, dates', () => {
  const { about, metrics, warnings } = answered({ files: { prices: other } });
  assert.deepEqual([about.name, about.basis, about.rows, metrics.n_returns], ['other', 'price', 900, 899]);
  assert.ok(warnings.some(w => w.code === 'basis'));
});

test('the column says which return: adjusted closes, closes, or another', () => {
  const total = answered({}), price = answered({ column: 'close' });
  assert.deepEqual([total.about.basis, price.about.basis], ['total', 'price']);
  assert.ok(total.metrics.cagr > price.metrics.cagr);
  assert.ok(Math.abs(total.dividends.price_cagr - price.metrics.cagr) < 1e-15);
  refused({ column: 'volume' }, 'column', /no column of numbers is called "volume"/);
  refused({ files: { prices: other }, column: 'adj_close' }, 'column', /adj_close/);
});

test('what can be read two ways is refused with the field that settles it', () => {
  const returns = put('returns.csv', ['date,return', ...days.slice(0, 90).map((x, i) => `${x},${(Math.sin(i) / 9).toFixed(4)}`)]);
  refused({ files: { returns } }, 'unit', /percent .* or fractions/);
  const { about, warnings } = answered({ files: { returns }, unit: 'fraction', base_date: '2006-12-29' });
  assert.deepEqual([about.from, about.base_assumed, about.basis], ['2006-12-29', true, 'given']);
  assert.ok(warnings.some(w => w.code === 'base_assumed'));
  refused({ files: { returns }, unit: 'fraction', base_date: days[0] }, 'base_date', /not before/);
  refused({ files: { prices: join(dir, 'none.csv') } }, 'files.prices', /none\.csv/);
  refused({ files: {} }, 'files.prices', /missing/);
});

test('several files are analysed side by side, with a blended benchmark', () => {
  const answer = answered({ files: { prices: [prices, other], benchmark: [other, third] }, series: ['A', 'B'],
    benchmark: { blend: [{ series: 'X', weight: 0.5 }, { series: 'Y', weight: 0.5 }], rebalance: 'monthly' } });
  assert.deepEqual(answer.series.map(s => s.about.name), ['A', 'B']);
  assert.match(answer.series[0].about.benchmark, /50 % X \+ 50 % Y, rebalanced monthly/);
  assert.equal(answer.side_by_side.correlation[0][1], answer.side_by_side.correlation[1][0]);
  refused({ files: { prices: [prices, other] }, series: ['A'] }, 'series', /1 names are given where the files hold 2/);
  refused({ files: { prices, benchmark: [other, third] } }, 'files.benchmark', /2 files are given/);
});

test('a risk-free rate by month takes the place of the fixed one', () => {
  const rates = put('rates.csv', ['month,fed_funds_pct', '2006-12,2', '2007-06,2']);
  const fixed = answered({}), monthly = answered({ files: { prices, risk_free: rates }, risk_free_annual: 0.3 });
  assert.ok(Math.abs(monthly.metrics.sharpe - fixed.metrics.sharpe) < 1e-9);
  refused({ risk_free_series: 'DTB3' }, 'files.risk_free', /missing/);
});

test('levels in another currency, and in money of constant value, come from files', () => {
  const euro = put('EURUSD.csv', ['date,close', `${days[0]},1.25`, `${days[450]},1.5`]), flat = put('flat.csv', ['month,index', '2006-12,80', '2010-01,80']);
  const plain = answered({}), dollars = answered({ files: { prices, currency: euro } }), real = answered({ files: { prices, inflation: flat } });
  assert.ok(Math.abs((1 + dollars.metrics.total_return) / (1 + plain.metrics.total_return) - 1.2) < 1e-12);
  assert.deepEqual([dollars.inputs.currency, dollars.inputs.files.currency], ['EURUSD', euro]);
  assert.ok(Math.abs(real.metrics.total_return - plain.metrics.total_return) < 1e-12, 'no inflation');
  assert.notEqual(real.data_version, plain.data_version);
  assert.deepEqual(answered(dollars.inputs), dollars);
  const less = answered({ fee: 0.01 });
  assert.ok(less.metrics.cagr < plain.metrics.cagr - 0.0095 && less.metrics.cagr > plain.metrics.cagr - 0.0125);
  for (const [name, word] of [['currency', /exchange rates is missing/], ['inflation', /price index is missing/]]) {
    refused({ [name]: 'EURUSD' }, `files.${name}`, word);
    refused({ files: { prices, [name]: join(dir, 'none.csv') } }, `files.${name}`, /none\.csv/);
  }
  const late = put('late.csv', ['date,close', `${days[5]},1.2`, `${days[9]},1.3`]);
  refused({ files: { prices, currency: late } }, 'currency', /begins later/);
  refused({ files: { prices, currency: put('two.csv', ['date,a,b', `${days[0]},1,2`, `${days[1]},1,2`]) } }, 'files.currency', /two\.csv/);
});

test('bad usage ends with 64', () => {
  assert.equal(spawnSync(process.env.HUBCTL, ['compute', 'returns.analyse']).status, 64);
});
