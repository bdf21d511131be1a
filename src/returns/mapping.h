/* mapping.h: how a person says that their file is to be read: which column is what, which reading of what can be read two ways. The
 * same fields stand in the form of a new series, on the page of its questions, and in the parameters of the API; what was said is
 * kept with the file until it is a series, and with the series afterwards.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_MAPPING_H
#define RETURNS_MAPPING_H

#include "market/price_file.h"
#include "web/form.h"

enum { SERIES_NAME_MAX = 200, SERIES_NOTE_MAX = 2000, MAPPING_PICKS = 200 /* boxes to tick: pick0, pick1, … */ };

/* Texts as they were typed; empty ones, and choices of 0, leave it to the file. */
struct mapping {
    struct str name;             /* of the series, where the file holds one */
    int dates, duplicates, kind, unit, decimal;
    struct str date_column, symbol_column, total_column, dividend_column; /* the word "none": there is no such column */
    struct str columns, symbols; /* one a line */
    bool keep_original;
};

/* Read from a form or a query; every fault becomes a message in the problem. True when there is none. */
bool mapping_read(const struct params *, struct mapping *, struct problem *);
/* Fill the fields (FIELD of shared/field.tpl): NAMING, name and "keep the file"; READING and READING_LINES,
 * all about the file's reading. */
void mapping_show(struct view *, const struct mapping *, const struct problem *);
/* The same as hidden fields, for a form that sends another file: KEPT with KEPT_NAME and KEPT_VALUE. */
void mapping_show_hidden(struct view *, const struct mapping *);

/* What was said in `more` takes the place of what was said before. */
void mapping_add(struct mapping *, const struct mapping *more);

/* As JSON, what was said only; and back. */
struct str mapping_write(struct arena *, const struct mapping *);
bool mapping_parse(struct arena *, struct str json, struct mapping *);

/* For the reader of files. What lives on the arena is borrowed. */
void mapping_options(struct arena *, const struct mapping *, struct price_file_options *);

/* The name of the field that answers an option of the reader: "columns" for "column"; NULL: none does. */
const char *mapping_field_of(const char *option);

#endif
