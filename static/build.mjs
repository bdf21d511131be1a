// build.mjs: makes the directory of static files that nginx serves: `node build.mjs SRCDIR OUTDIR`.
// SPDX-License-Identifier: Apache-2.0
//
//   OUTDIR/<hash>/css/*.css js/*.js img/*     our files and the libraries', each text also as .gz (nginx: gzip_static)
//   OUTDIR/errors/502.html …                  the pages that nginx shows by itself
//   OUTDIR/manifest.tsv                       logical name <TAB> path below /static/, read by the workers for the templates
//
// <hash> covers every file, so a URL never changes its content and may be cached for ever; inside the directory names are
// stable, so that modules import each other and style sheets name images by plain relative paths.
// The libraries come from SRCDIR/vendor (in a release tarball) or else from SRCDIR/node_modules (npm ci).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { autoTheme } from './theme.mjs';
import { errorPages } from './errors.mjs';

const [source, out] = process.argv.slice(2);
if (!source || !out) {
    console.error('usage: node build.mjs SRCDIR OUTDIR');
    process.exit(64);
}

const LIBRARIES = {
    'css/bootstrap.css': 'bootstrap/dist/css/bootstrap.min.css',
    'css/uplot.css': 'uplot/dist/uPlot.min.css',
    'js/vendor/uplot.js': 'uplot/dist/uPlot.esm.js',
    'js/vendor/sortable.js': 'sortable-tablesort/dist/sortable.min.js',
};

function library(path) {
    for (const root of ['vendor', 'node_modules']) {
        const file = join(source, root, path);
        if (existsSync(file))
            return readFileSync(file);
    }
    throw new Error(`${path} is not in vendor/ or node_modules/: run npm ci --ignore-scripts`);
}

function ownFiles() {
    const found = {};
    for (const part of ['css', 'js', 'img'])
        for (const entry of readdirSync(join(source, 'static', part)).sort())
            if (!entry.startsWith('.'))
                found[`${part}/${entry}`] = readFileSync(join(source, 'static', part, entry));
    found['css/hub.css'] = Buffer.from(autoTheme(found['css/hub.css'].toString()));
    return found;
}

function collect() {
    const files = ownFiles();
    for (const [name, path] of Object.entries(LIBRARIES)) {
        const text = library(path).toString().replace(/\/[*\/]# sourceMappingURL=.*/g, '');
        files[name] = Buffer.from(name === 'css/bootstrap.css' ? autoTheme(text) : text);
    }
    return files;
}

function hashOf(files) {
    const hash = createHash('sha256');
    for (const name of Object.keys(files).sort())
        hash.update(`${name}\0${files[name].length}\0`).update(files[name]);
    return hash.digest('hex').slice(0, 12);
}

function write(name, bytes) {
    const path = join(out, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    if (/\.(css|js|svg)$/.test(name) && bytes.length > 256)
        writeFileSync(path + '.gz', gzipSync(bytes, { level: 9 }));
}

rmSync(out, { recursive: true, force: true });
const files = collect();
const hash = hashOf(files);
const names = Object.keys(files).sort();
for (const name of names)
    write(`${hash}/${name}`, files[name]);
for (const [name, text] of Object.entries(errorPages(`/static/${hash}`)))
    write(`errors/${name}`, Buffer.from(text));
write('manifest.tsv', Buffer.from(names.map(name => `${name}\t${hash}/${name}\n`).join('')));
