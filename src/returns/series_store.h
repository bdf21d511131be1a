/* series_store.h: the series that a person keeps, and how much room they have. Row-level security answers only for the person whose
 * session asks, so "not yours" is "not found".
 *
 * Reading goes in two halves, so that it rides in the page's one round trip: *_ask sends the statement from the route's load
 * function, *_take reads its result in the handler, in the order sent.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_SERIES_STORE_H
#define RETURNS_SERIES_STORE_H

#include "db/db.h"
#include "market/price_file.h"
#include "web/listing.h"

/* A series as lists show it. Texts that are not there are ""; times are in UTC. */
struct series_row {
    const char *id, *name, *note, *origin, *source, *symbol, *created, *updated;
    int64_t version;
    const char *kind, *unit, *frequency; /* of the newest version, as are the following */
    int64_t n_rows, n_levels, bytes; /* rows as in its file; of returns there is one level more, at which they begin */
    int32_t first_day, last_day;
    bool has_both_bases; /* prices and total return */
};

/* ---- lists ---- */

/* The columns of the list, on the page and in its CSV. */
enum series_column {
    SERIES_BY_NAME, SERIES_ID, SERIES_SOURCE, SERIES_BY_KIND, SERIES_BY_FREQUENCY, SERIES_BY_ROWS, SERIES_BY_FIRST, SERIES_BY_LAST,
    SERIES_BY_BYTES, SERIES_VERSION, SERIES_SYMBOL, SERIES_BY_CREATED, SERIES_NOTE, SERIES_COLUMNS
};
/* Empty ones do not narrow the list. words: a part of the name, the source or the note. */
struct series_filter {
    struct str words, kind, frequency;
};
/* A page of it, and how many there are. */
enum err series_list_ask(struct db *, const struct listing *, const struct series_filter *);
enum err series_list_take(struct db *, struct arena *, struct series_row **rows, int *n, int64_t *total);
/* The person's newest, at most `limit`. */
enum err series_newest_ask(struct db *, int limit);
enum err series_newest_take(struct db *, struct arena *, struct series_row **rows, int *n);

/* What is used and what there may be at most. */
struct room {
    int64_t series, series_most, analyses, analyses_most, bytes, bytes_most;
};
enum err room_ask(struct db *);
enum err room_take(struct db *, struct arena *, struct room *);


/* ---- one ---- */

/* What a series was at a time. report: JSON of the notes and warnings of its import; mapping: how its file was read. */
struct series_version {
    int64_t number, n_rows, bytes; /* rows as in its file */
    const char *made_by, *source, *created, *kind, *unit, *frequency, *content_hash;
    struct str report, mapping;
    int32_t first_day, last_day;
    bool is_base_assumed, has_original;
};

/* One of one's own, with the columns of a version (0: the newest). Taken in this order; ERR_NOTFOUND. */
enum err series_ask(struct db *, struct str id, int64_t version);
enum err series_take(struct db *, struct arena *, struct series_row *);
/* The columns of that version under the name of the series. ERR_INTERNAL: they cannot be read, *why says what is wrong. */
enum err series_data_take(struct db *, struct arena *, struct price_file_series *, enum price_kind *, const char **why);
/* The same in a transaction of its own: what it is, and with its columns. */
enum err series_find(struct db *, struct arena *, const char *sid, struct str id, struct series_row *);
enum err series_get(struct db *, struct arena *, const char *sid, struct str id, int64_t version, struct series_row *,
                    struct price_file_series *, enum price_kind *, const char **why);
/* A version of a series as people know it. name "": nobody may know (any more) what it was. */
struct series_called {
    const char *name, *source, *day; /* source, day: of one's own only: where its rows came from, and when */
    bool is_there;                   /* it can be looked at */
};
/* What is called `what` ("…@3"): one's own, and those of two saved analyses that one may look at. In a transaction of its own, all
 * that are asked for at once: out has room for n. */
enum err series_called_get(struct db *, struct arena *, const char *sid, const struct str *what, int n,
                           struct str first, struct str second, struct series_called *out);
/* All its versions, the newest first. */
enum err series_versions_ask(struct db *, struct str id);
enum err series_versions_take(struct db *, struct arena *, struct series_version **, int *n);
/* Its file as it came, of a version. ERR_NOTFOUND: it was not kept. */
enum err series_original_ask(struct db *, struct str id, int64_t version);
enum err series_original_take(struct db *, struct arena *, struct str *bytes, const char **source);

/* ---- changes, each in a transaction of its own ---- */

/* A version about to be kept. unit: "price", "percent" or "fraction". */
struct version_new {
    const char *made_by, *source, *unit;
    enum price_kind kind;
    const struct price_file_series *columns;
    struct str mapping, report;
    struct str original; /* empty: it is not kept */
};
struct series_new {
    const char *name, *origin;
    struct version_new first;
};
/* Keep them all, or none; ids has room for n. draft: the file that they come from, which is used up by it (ERR_NOTFOUND: it was used
 * already, or is gone), or NULL. ERR_LIMIT: there is no room, and series_room_words says of what. */
enum err series_add(struct db *, struct arena *, const char *sid, const char *draft, const struct series_new *, int n,
                    const char **ids);
/* One version more. ERR_CONFLICT: `known` is not the newest any more. */
enum err series_version_add(struct db *, struct arena *, const char *sid, const char *draft, struct str id, int64_t known,
                            const struct version_new *);
/* What there is no room for, for people; after ERR_LIMIT. */
const char *series_room_words(const struct db *);
enum err series_change(struct db *, struct arena *, const char *sid, struct str id, struct str name, struct str note);
/* Backtests may choose it under this symbol; empty: no longer. ERR_CONFLICT: another of one's series has it. */
enum err series_symbol_set(struct db *, struct arena *, const char *sid, struct str id, struct str symbol);
/* Deleting gives its room back; restoring takes it again (ERR_LIMIT) and works for a day. */
enum err series_delete(struct db *, struct arena *, const char *sid, struct str id, const char **name);
enum err series_restore(struct db *, struct arena *, const char *sid, struct str id, const char **name);

/* ---- files that wait for an answer or a button, for less than an hour ---- */

struct draft {
    const char *origin, *source;
    struct str mapping, bytes;
    const char *series, *series_name; /* its rows are for this one; "" for a new series */
    int64_t series_version;
};
/* Of one person the newest five wait. series: NULL for a new one; ERR_NOTFOUND: it is not one's own. */
enum err draft_add(struct db *, struct arena *, const char *sid, const struct draft *, const char **id);
enum err draft_ask(struct db *, struct str id);
/* ERR_NOTFOUND: not one's own, used already, or too old. */
enum err draft_take(struct db *, struct arena *, struct draft *);
enum err draft_change(struct db *, struct arena *, const char *sid, struct str id, struct str mapping);

#endif
