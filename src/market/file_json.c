/* file_json.c: see file_json.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/file_json.h"

static void put_messages(struct json_writer *w, const char *key, const struct file_answer *f, enum file_level level)
{
    json_open(w, key, '[');
    for (int i = 0; i < f->n; i++) {
        if (f->at[i].level != level)
            continue;
        json_open(w, NULL, '{');
        if (level == FILE_FAULT)
            json_put_text(w, "field", "file"); /* as the errors of every problem document have one */
        if (f->at[i].line)
            json_put_int(w, "line", (int64_t)f->at[i].line);
        else
            json_put_null(w, "line");
        if (f->at[i].column)
            json_put_int(w, "column", (int64_t)f->at[i].column);
        else
            json_put_null(w, "column");
        json_put_text(w, "message", f->at[i].text);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_question(struct json_writer *w, const struct file_answer *f)
{
    json_open(w, NULL, '{');
    json_put_text(w, "id", f->option);
    json_put_text(w, "text", file_fault(f));
    json_open(w, "choices", '[');
    for (int i = 0; i < f->n_choices; i++) {
        json_open(w, NULL, '{');
        json_put_text(w, "value", f->choice[i].value);
        json_put_text(w, "text", f->choice[i].text);
        json_put_text(w, "preview", f->choice[i].preview);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_put_text(w, "likely", f->likely);
    json_put_int(w, "most", f->choose_max);
    json_close(w, '}');
}

void file_answer_write(struct json_writer *w, const struct file_answer *f)
{
    put_messages(w, "notes", f, FILE_NOTE);
    put_messages(w, "warnings", f, FILE_WARNING);
    put_messages(w, "errors", f, FILE_FAULT);
    json_open(w, "questions", '[');
    if (f->option)
        put_question(w, f);
    json_close(w, ']');
}

void price_preview_write(struct json_writer *w, const struct price_preview *p, const char *encoding)
{
    if (!p) {
        json_put_null(w, "preview");
        return;
    }
    json_open(w, "preview", '{');
    json_put_text(w, "encoding", encoding);
    json_put_str(w, "separator", (struct str){&p->separator, 1});
    json_put_str(w, "decimal", (struct str){&p->decimal, p->decimal != '\0'});
    json_put_text(w, "dates", p->dates);
    json_put_bool(w, "header", p->header);
    json_open(w, "columns", '[');
    for (size_t c = 0; c < p->columns; c++) {
        json_open(w, NULL, '{');
        json_put_text(w, "name", p->name[c]);
        json_put_text(w, "role", price_role_text[p->role[c]]);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_open(w, "rows", '[');
    for (size_t i = 0; i < p->rows; i++) {
        json_open(w, NULL, '{');
        json_put_int(w, "line", (int64_t)p->line[i]);
        json_open(w, "cells", '[');
        for (size_t c = 0; c < p->columns; c++)
            json_put_text(w, NULL, p->cell[i * p->columns + c]);
        json_close(w, ']');
        json_close(w, '}');
    }
    json_close(w, ']');
    json_close(w, '}');
}
