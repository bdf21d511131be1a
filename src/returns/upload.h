/* upload.h: a file of a person's, or pasted text, as it is sent, what came out of reading it, and how that is shown: the first rows,
 * what each column is for, every note and warning with its lines, the question that is open.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef RETURNS_UPLOAD_H
#define RETURNS_UPLOAD_H

#include "compute/returns.h"
#include "returns/mapping.h"
#include "returns/series_store.h"

struct submission {
    struct arena *arena;
    const char *origin, *source; /* "file" or "paste"; the file's name, the person's words */
    struct str bytes;
    struct mapping mapping;
    struct file_answer answer;
    struct price_file file;      /* its series, when is_good */
    struct returns_source level[PRICE_FILE_SERIES_MAX];
    bool is_good;
};

/* Take what a form (multipart/form-data) sends in the fields `file` or `text` and in those of a mapping. False: the problem says what
 * is missing. Nothing is stored. */
bool upload_take(const struct req *, struct submission *, struct problem *);
/* The same from a file that waits, which draft_ask asked for; it is read at once. ERR_NOTFOUND: it is not one's own, or is gone. */
enum err upload_of_draft(struct req *, struct draft *, struct submission *);
/* Read the bytes as the mapping says: sets answer, file, level and is_good. */
void upload_read(struct submission *);
/* What stands in the way is a question, or can be lifted by an answer. */
bool upload_is_asked(const struct submission *);
/* The same, and the answers can be shown; else the words of the refusal say what is to be typed. */
bool upload_has_question(const struct submission *);
/* The levels that a series is drawn by: of total return, else of prices. */
static inline const double *source_level(const struct returns_source *s)
{
    return s->total ? s->total : s->price;
}
/* What series i is to be called: 1 to SERIES_NAME_MAX characters, one line. */
const char *upload_name(const struct submission *, int i);
/* Series i as it is to be kept; made_by: "new", "append" or "replace". */
struct version_new upload_version(const struct submission *, int i, const char *made_by);

/* Text that was pasted, for the box that it is mended in: IS_TEXT, IS_PASTE and TEXT, or IS_LONG_PASTE where it is too long
 * to be sent back; else IS_FILE. */
void upload_text_show(struct view *, const struct submission *);
/* What was found out about a file that is good: templates/returns/upload_report.tpl and WARNED. */
void upload_report_show(struct view *, const struct submission *);
/* Fill templates/returns/upload_report.tpl: messages, preview, question; and the fields of the mapping. */
void upload_show(struct view *, const struct submission *, const struct problem *);
/* A message as a sentence: its first letter is a capital. */
const char *upload_sentence(struct arena *, const char *text);
/* The messages as JSON, for the report that is kept and for programs: [{"level":"warning","line":3,"text":"…"}]. */
struct str upload_report(const struct submission *);

#endif
