/* mail.c: fuzz target of the templates of mails: whatever the template and the words are, a subject is one line, the texts hold
 * no control characters, the HTML no tag but ours, and all of it fits into the outbox. The input is cut at NULs into subject,
 * text and the six words.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include <string.h>

#include "identity/mail.h"

static const char *next_text(struct arena *a, struct str *rest)
{
    return str_dup(a, str_cut(rest, '\0'));
}

static void claim_clean(const char *text, char but)
{
    fuzz_claim(utf8_valid(str_of(text)));
    for (; *text; text++)
        fuzz_claim(((unsigned char)*text >= 0x20 && *text != 0x7f) || *text == but);
}

/* Every '<' begins a tag that mail.c writes. */
static void claim_tags(const char *html)
{
    static const char *const ours[] = {
        "<!DOCTYPE html>", "<html lang=\"en\">", "</html>", "<head>",     "</head>", "<meta ",
        "<title>",         "</title>",           "<body ",  "</body>",    "<p>",     "</p>",
        "<blockquote>",    "</blockquote>",      "<br>",    "<a href=\"", "</a>"};
    for (const char *at = html; (at = strchr(at, '<')); at++) {
        size_t i = 0;
        while (i < sizeof ours / sizeof *ours && strncmp(at, ours[i], strlen(ours[i])) != 0)
            i++;
        fuzz_claim(i < sizeof ours / sizeof *ours);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct hub_settings settings = {.site_name = "Hub", .origin = "https://hub.test"};
    struct arena *a = fuzz_arena();
    struct str rest = {(const char *)data, size};
    struct mail m;
    const char *subject = next_text(a, &rest), *text = next_text(a, &rest);
    struct mail_words words = {
        .name = next_text(a, &rest), .role = next_text(a, &rest), .expires = next_text(a, &rest)};
    words.inviter = next_text(a, &rest);
    words.message = next_text(a, &rest);
    if (!utf8_valid(str_of(subject)) || !utf8_valid(str_of(text)))
        return 0;
    words.link = "https://hub.test/invite/0123";
    mail_from_template(a, &settings, subject, text, &words, &m);
    claim_clean(m.subject, 0);
    claim_clean(m.text, '\n');
    claim_clean(m.html, '\n');
    claim_tags(m.html);
    fuzz_claim(*m.subject && strlen(m.subject) <= 250 && strlen(m.html) <= 200000);
    fuzz_claim(strlen(text) > 20000 || strlen(m.text) <= 100000);
    fuzz_claim(strstr(m.text, words.link));
    return 0;
}
