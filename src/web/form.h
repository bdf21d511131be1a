/* form.h: form fields as data. One row parses, checks, fills min/max/step and the message in the HTML, and feeds the
 * fuzzer.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "base/problem.h"
#include "web/req.h"
#include "web/view.h"

enum field_kind {
    FIELD_TEXT,     /* struct str *; min and max are lengths in characters; one line */
    FIELD_LINES,    /* the same, of several lines; a line ends in LF, whatever the browser sent */
    FIELD_EMAIL,    /* struct str *; what has the form of an e-mail address */
    FIELD_NUMBER,   /* double *; "$1,000.50" is understood: $, spaces and thousands commas are stripped */
    FIELD_INTEGER,  /* int64_t * */
    FIELD_DATE,     /* int32_t * day */
    FIELD_CHOICE,   /* int *: index into choices */
    FIELD_FLAG      /* bool *: a checkbox; absent is false */
};

struct field {
    const char *name, *label;
    enum field_kind kind;
    bool required;
    double min, max, step;
    const char *unit;                /* "$", "%", "bps", "sessions" or "" */
    const char *const *choices;      /* values, NULL-terminated; and their labels */
    const char *const *choice_labels;
    size_t offset;                   /* of the member in the struct being filled */
    const char *hint;                /* a sentence below the field, or NULL */
    const char *list;                /* of a text: the id of the page's <datalist> with proposals, or NULL */
    const char *autocomplete;        /* of a text about the person who types: "given-name"; NULL is "off" */
};

/* What a row of text says, to be followed by what few have (hint, list): { TEXT_OF(struct words, name, "Name", 1, 200) }. One line or
 * several; least 0: it may stay empty. */
#define TEXT_OF(of, member, shown, least, most) TEXT_ROW_(FIELD_TEXT, of, member, shown, least, most)
#define LINES_OF(of, member, shown, least, most) TEXT_ROW_(FIELD_LINES, of, member, shown, least, most)
#define TEXT_ROW_(of_kind, of, member, shown, least, most)                                      \
    .name = #member, .label = (shown), .kind = (of_kind), .required = (least) > 0, .min = (least), .max = (most), \
    .offset = offsetof(of, member)

/* min < max is a range that is checked (INFINITY leaves one side open); otherwise there is none. Of dates they are
 * days. Text is trimmed at both ends. An optional field that is left empty keeps what the struct had (text
 * becomes empty), so defaults are set beforehand. */
/* Fill the struct from the parameters; every fault becomes a message in the problem. True when there is none. */
bool form_read(const struct params *, const struct field *, int n, void *into, struct problem *);
/* Show the fields with these values (as typed when `typed` is given, else from the struct) and messages: one FIELD
 * section each, in order: {{#FIELD}}{{>FIELD}}{{/FIELD}} (shared/field.tpl). Numbers are shown with thousands
 * separated, exactly. */
void form_show(struct view *, const struct field *, int n, const void *from, const struct params *typed,
               const struct problem *);
/* What is wrong, for the top of a page whose form has many fields: HAS_FAULTS, and for each a section FAULT with FAULT_FIELD, which
 * leads to #f-FIELD, and FAULT_MESSAGE. */
void form_faults_show(struct view *, const struct problem *);

#endif
