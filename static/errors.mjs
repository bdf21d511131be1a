// errors.mjs: the pages (and problem documents, RFC 9457) that nginx answers with by itself, when no worker could be asked.
// SPDX-License-Identifier: Apache-2.0

const PAGES = {
    400: ['Bad request', 'The request could not be understood. If you followed a link, it may be damaged; if cookies of this site have grown too large, deleting them helps.'],
    404: ['Not found', 'There is nothing at this address.'],
    413: ['Too large', 'More was sent than is taken here: at most 10 MB where a file is uploaded or pasted, 64 KB with any other form. Nothing was stored. Go back, leave out rows and columns that are not needed or split the file, and send it again.'],
    414: ['Address too long', 'The address is longer than the hub accepts.'],
    429: ['Too many requests', 'More requests came from your address than the hub allows. Wait a minute, then try again.'],
    502: ['Section not answering', 'This part of the hub is restarting or has stopped. Other sections work on; try again in a few seconds.'],
    503: ['Temporarily unavailable', 'This part of the hub is busy or in maintenance. Try again in a few seconds.'],
    504: ['No answer in time', 'The answer took too long and was given up. If you were saving something, look whether it is there before you repeat it.'],
};

const page = (title, text, files) => `<!DOCTYPE html>
<html lang="en" data-bs-theme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Umbrella Hub</title>
<link rel="icon" href="${files}/img/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${files}/css/bootstrap.css">
<link rel="stylesheet" href="${files}/css/hub.css">
</head>
<body>
<header class="hub-header"><div class="hub-bar"><a class="hub-brand" href="/"><img src="${files}/img/logo.svg" alt="" width="28" height="28"><span>Umbrella Hub</span></a></div></header>
<main class="hub-main">
<section class="hub-narrow hub-error">
<h1>${title}</h1>
<p class="lead">${text}</p>
<p class="hub-actions"><a class="btn btn-primary" href="/">Go to the dashboard</a></p>
</section>
</main>
</body>
</html>
`;

// `directory` is the URL of the directory of static directory.
export function errorPages(directory) {
    const pages = {};
    for (const [status, [title, text]] of Object.entries(PAGES)) {
        pages[`${status}.html`] = page(title, text, directory);
        pages[`${status}.json`] = JSON.stringify({ type: 'about:blank', status: Number(status), title, detail: text, errors: [] }) + '\n';
    }
    return pages;
}
