// theme.mjs: lets data-bs-theme="auto" follow the system's light or dark preference without script.
// Bootstrap switches colours by [data-bs-theme=dark] only; after each such rule this adds the same rule for "auto",
// inside @media (prefers-color-scheme: dark).
// SPDX-License-Identifier: Apache-2.0

const DARK = '[data-bs-theme=dark]';

// The top-level pieces of a style sheet: statements up to ';' and blocks up to their closing brace.
function* pieces(css) {
    let start = 0, depth = 0;
    for (let i = 0; i < css.length; i++) {
        const c = css[i];
        if (c === '/' && css[i + 1] === '*') {
            i = css.indexOf('*/', i) + 1;
        } else if (c === '"' || c === "'") {
            for (i++; css[i] !== c; i++)
                if (css[i] === '\\')
                    i++;
        } else if (c === '{') {
            depth++;
        } else if ((c === '}' && --depth === 0) || (c === ';' && depth === 0)) {
            yield css.slice(start, i + 1);
            start = i + 1;
        }
    }
    yield css.slice(start);
}

export function autoTheme(css) {
    let out = '', copied = 0;
    for (const piece of pieces(css)) {
        out += piece;
        const brace = piece.indexOf('{');
        const selectors = piece.slice(0, brace).split(',').filter(s => s.includes(DARK));
        if (brace < 0 || piece.trimStart().startsWith('@') || !selectors.length)
            continue;
        const auto = selectors.map(s => s.replaceAll(DARK, '[data-bs-theme=auto]')).join(',');
        out += `@media (prefers-color-scheme:dark){${auto}${piece.slice(brace)}}`;
        copied++;
    }
    if (copied === 0)
        throw new Error('a style sheet has no rules for the dark theme where they are expected');
    return out;
}
