/* smtp.h: one mail to one mail server, by libcurl. Nothing but smtp and smtps, no proxy, certificates are verified.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef EGRESS_SMTP_H
#define EGRESS_SMTP_H

#include <stdbool.h>

#include "base/arena.h"

struct smtp_server {
    const char *url;       /* "smtp://mail.example.org:587" or "smtps://..." */
    bool must_encrypt;     /* over smtp: with STARTTLS or not at all */
    const char *user, *password; /* "": the server asks for none */
    const char *ca_file;   /* "": the system's certificates */
    const char *client;    /* the name to greet with */
};

struct smtp_mail {
    const char *from, *to; /* of the envelope */
    char *const *headers;  /* whole lines, folded where long, ended by NULL; the parts' own and MIME-Version come with them */
    const char *text;      /* UTF-8, lines ended by CRLF */
    const char *html;      /* "": there is none */
};

enum smtp_outcome {
    SMTP_SENT,
    SMTP_REFUSED, /* the recipient, for good */
    SMTP_FAILED,  /* the mail, for good */
    SMTP_AGAIN    /* it may go better later */
};

/* The connection stays open for the next mail until smtp_close. NULL: libcurl has no memory. */
struct smtp *smtp_open(void);
void smtp_close(struct smtp *);
/* Whether a setting is such an URL: scheme, host, perhaps a port, nothing else. */
bool smtp_url_is_plain(const char *url);
/* At most a minute. *why: in the server's or libcurl's words, without control characters, "" when sent. */
enum smtp_outcome smtp_send(struct smtp *, struct arena *, const struct smtp_server *, const struct smtp_mail *, const char **why);

#endif
