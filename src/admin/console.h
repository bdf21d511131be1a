/* console.h: what the console's pages share: the way through its parts, and how a write ends.
 *
 * A write is one of the functions of migration 9, in a transaction in the name of who asks:
 *
 *   store:    enum err e = db_query_as(db, sid, a, &r, "select umbrella.person_switch($1, $2, $3)", "itS", …);
 *   handler:  if (e)
 *                 return console_failed(req, res, e, "could not switch the account off", back);
 *             if (!strcmp(outcome, "same"))
 *                 return console_refuse(req, res, 409, "This account is disabled already. Nothing was changed.", back);
 *             return console_done(req, res, back, "The account of %s is disabled.", email);
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ADMIN_CONSOLE_H
#define ADMIN_CONSOLE_H

#include "base/problem.h"
#include "web/listing.h"

/* A page of the console: its template begins with {{>ADMIN_NAV}}. */
enum err console_page(struct req *, struct res *, struct view *, const char *page, const char *title);

/* A page of a list or of one thing is a path of the console; `back` below is one. */

/* Nothing was changed, and why: 403, 409, 422; with a way back. */
enum err console_refuse(struct req *, struct res *, int status, const char *why, const char *back);
/* A write failed. What the database's guards refused is said in words (nobody switches himself off, the last superuser stays,
 * …: 403); a proof that has grown old meanwhile is asked for anew, and nothing typed is lost; anything else is the error's page. */
enum err console_failed(struct req *, struct res *, enum err, const char *attempt, const char *back);
/* What a guard of the database refused the last write for, as a sentence; NULL: it was none of them. */
const char *console_guard_words(const struct db *);
/* A page's data could not be read: `attempt` goes to the log. */
enum err console_unread(struct req *, enum err, const char *attempt);
/* It is done: 303 to `back`, where it is said. */
enum err console_done(struct req *, struct res *, const char *back, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The same as a warning: it is done in part, or there was nothing to do. */
enum err console_note(struct req *, struct res *, const char *back, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* A write about one thing that answers whether it did anything: *done. */
enum err console_change(struct db *, struct arena *, const char *sid, const char *sql, int64_t id, bool *done);

/* A number in the path or in a form: 1 to 18 digits. False: it is none. */
bool console_id(struct str, int64_t *id);
/* Where a form says it came from (its hidden field `back`: a list with its filter), if that is a page of the console. */
const char *console_back(const struct req *, const char *otherwise);
/* The hidden field's value: this page with its query, as BACK. */
void console_back_show(struct view *, const struct req *);

/* ---- lists ---- */

enum { CONSOLE_SEARCH_MAX = 100 };
/* What is searched for, as a pattern for ILIKE: all of it literal, "" for nothing. Too long, or not one line: a problem. */
const char *console_search(const struct req *, const char *name, struct problem *);
/* An address, the beginning of one ("192.0.2."), or a network with its length, as PostgreSQL reads it; "" for nothing. */
const char *console_network(const struct req *, const char *name, struct problem *);
/* A day YYYY-MM-DD; `otherwise` for nothing. */
int32_t console_day(const struct req *, const char *name, int32_t otherwise, struct problem *);
enum { CONSOLE_DAY_FIRST = 0, CONSOLE_DAY_LAST = 2932531 }; /* 1970-01-01 and 9998-12-31: no restriction */
/* One of the values of `pairs` (value, label, …, NULL), or "" for anything else. */
const char *console_choice(const struct req *, const char *name, const char *const *pairs);
/* The same as options of a <select>: sections `section` with OPTION_VALUE, OPTION_LABEL, OPTION_CHOSEN. */
void console_options(struct view *, const char *section, const char *const *pairs, const char *chosen);
/* What is wrong with the filter, in words above the list: sections FILTER_FAULT with FILTER_MESSAGE; else the section FILTER_GOOD. */
void console_filter_show(struct view *, const struct problem *);

/* A list's questions are three: this, its rows, its count. They are planned for the filter that is given; a plan for any filter
 * would walk through 100,000 people to find one. */
enum err console_list_begin(struct db *);
struct console_list {
    struct db_result rows;
    int64_t total;
};
enum err console_list_take(struct db *, struct arena *, struct console_list *);
/* The cells of a result as they are; context is the db_result. */
struct str console_cell(void *context, int row, int col);
/* The same, but the column `agent` as "Firefox on Linux" where the CSV has what the browser sent. */
struct console_devices {
    struct arena *arena;
    const struct db_result *rows;
    int agent;
};
struct str console_device_cell(void *context, int row, int col);
/* The whole list as a file; p is what is wrong with its filter. */
enum err console_csv(struct req *, struct res *, const struct listing *, const char *name, const struct problem *p);

#endif
