/* saved_answer.h: stored answers of returns.analyze, read for what pages show of them: figures, and what was asked; and how two differ.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_SAVED_ANSWER_H
#define RETURNS_SAVED_ANSWER_H

#include "compute/returns.h"

struct saved_figures {
    const char *key;               /* which series: "SPX", or the identifier of one's own without its version; "" where it is not said */
    const char *name, *from, *to;
    double value[RETURNS_METRICS]; /* NaN: there is none */
    struct json_object *result;    /* its blocks: "drawdowns", "calendar_months" … */
};
struct saved_answer {
    const char *engine_version, *data_version;
    struct json_object *json, *inputs;
    int n;
    struct saved_figures *series;
};
/* False: *why says what is wrong with it. */
bool saved_answer_read(struct arena *, struct str json, struct saved_answer *, const char **why);

/* One member of what was asked, "benchmark.series", in the first and in the second; NULL where it has none. */
struct saved_input_pair {
    const char *key, *value[2];
    struct json_object *json[2]; /* as it was asked; NULL where the answer tells it */
};
/* All members of two requests in the order of the first; those that are the same in both, too. */
int saved_inputs_pair(struct arena *, const struct saved_answer *a, const struct saved_answer *b, struct saved_input_pair **out);
bool saved_inputs_differ(const struct saved_input_pair *);
/* "Risk free annual" for risk_free_annual. */
const char *saved_input_label(struct arena *, const char *key);

/* A series of the first beside the same one of the second, wherever it stands there. */
struct saved_match {
    int first, second;
};
/* The same by what the request calls it, else by its name, in the order of the first; one series alone stands beside one alone,
 * whichever it is. The number of pairs; what is in no pair is in one of them only. */
int saved_series_match(const struct saved_answer *a, const struct saved_answer *b, struct saved_match out[RETURNS_SERIES_MAX]);

/* A difference of two figures with its sign and unit: "+0.12 %-points", "−3 days"; an en dash where there is none. */
const char *saved_change_text(struct arena *, enum returns_metric, double then, double now);
bool saved_figure_same(double, double);

#endif
