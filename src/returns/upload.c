/* upload.c: see upload.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "returns/upload.h"

#include "base/day.h"
#include "base/json.h"
#include "base/num.h"
#include "market/price_source.h"

enum { COLUMNS_SHOWN = 24, TEXT_SHOWN = 1024 * 1024 };

/* ---- taking and reading ---- */

bool upload_take(const struct req *req, struct submission *u, struct problem *problem)
{
    struct str name = {"", 0}, text = req_form(req, "text");
    *u = (struct submission){.arena = req->arena, .origin = "file"};
    mapping_read(&req->form, &u->mapping, problem);
    u->bytes = req_file(req, "file", &name);
    u->source = str_dup(req->arena, name);
    if (u->bytes.n && str_trim(text).n)
        problem_add(problem, "text",
                    "There are a file and a text, and one of them is read: empty this box, or choose no file.");
    if (str_trim(text).n) {
        u->origin = "paste";
        u->source = "";
        u->bytes = text;
    }
    if (!u->bytes.n)
        problem_add(problem, "file", "Choose a file that is not empty, or paste its text.");
    return problem->n == 0;
}

void upload_read(struct submission *u)
{
    struct price_file_options options;
    mapping_options(u->arena, &u->mapping, &options);
    file_answer_init(&u->answer, u->arena);
    u->is_good = price_file_read(&u->answer, u->bytes, &options, &u->file);
    for (int i = 0; u->is_good && i < u->file.n; i++)
        u->is_good = price_source_make(&u->answer, u->file.kind, &u->file.series[i], &u->level[i]);
}

bool upload_is_asked(const struct submission *u)
{
    return !u->is_good && mapping_field_of(u->answer.option) != NULL;
}

bool upload_has_question(const struct submission *u)
{
    return upload_is_asked(u) && u->answer.n_choices;
}

enum err upload_of_draft(struct req *req, struct draft *d, struct submission *u)
{
    enum err e = draft_take(req->db, req->arena, d);
    if (e || (e = db_pipeline_end(req->db)))
        return e;
    *u = (struct submission){.arena = req->arena, .origin = d->origin, .source = d->source, .bytes = d->bytes};
    if (!mapping_parse(req->arena, d->mapping, &u->mapping)) {
        req->detail = "what was said about a kept file cannot be read";
        return ERR_INTERNAL;
    }
    upload_read(u);
    return OK;
}

/* ---- names ---- */

/* One line without control characters, cut between characters. */
static const char *tidy_name(struct arena *a, struct str s)
{
    char *out = str_dup(a, str_trim(s));
    size_t chars = 0;
    for (char *p = out; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = ' ';
        if (((unsigned char)*p & 0xc0) != 0x80 && chars++ == SERIES_NAME_MAX) {
            *p = '\0';
            break;
        }
    }
    return str_dup(a, str_trim(str_of(out)));
}

static const char *stem_of(struct arena *a, const char *file)
{
    const char *point = strrchr(file, '.');
    return tidy_name(a, (struct str){file, point && point > file ? (size_t)(point - file) : strlen(file)});
}

const char *upload_name(const struct submission *u, int i)
{
    const char *of_file = u->mapping.name.n ? tidy_name(u->arena, u->mapping.name) : stem_of(u->arena, u->source);
    const char *own = tidy_name(u->arena, str_of(u->file.series[i].name));
    if (u->file.n == 1 && !u->file.long_format)
        return *of_file ? of_file : *own && u->file.series[0].meaning == PRICE_UNNAMED ? own : "Pasted series";
    return *own ? own : arena_printf(u->arena, "Series %d", i + 1);
}

struct version_new upload_version(const struct submission *u, int i, const char *made_by)
{
    static const char *const units[] = {[PRICE_UNIT_PERCENT] = "percent", [PRICE_UNIT_FRACTION] = "fraction"};
    return (struct version_new){.made_by = made_by,
                                .source = u->source,
                                .unit = u->file.kind == PRICE_KIND_RETURNS ? units[u->file.unit] : "price",
                                .kind = u->file.kind,
                                .columns = &u->file.series[i],
                                .mapping = mapping_write(u->arena, &u->mapping),
                                .report = upload_report(u),
                                .original = u->mapping.keep_original ? u->bytes : STR("")};
}

/* ---- showing ---- */

const char *upload_sentence(struct arena *a, const char *text)
{
    char *out = arena_strdup(a, text);
    if (*out >= 'a' && *out <= 'z')
        *out = (char)(*out - 'a' + 'A');
    return out;
}

/* A message as a sentence; a warning or refusal with the column that it is about where it does not name it and there are
 * several. */
static const char *message_text(const struct submission *u, const struct file_message *message)
{
    const struct price_preview *p = u->file.preview;
    const char *text = upload_sentence(u->arena, message->text), *name;
    if (!p || p->columns < 3 || message->level == FILE_NOTE || message->column < 1 || message->column > p->columns)
        return text;
    name = file_quote(u->arena, str_of(p->name[message->column - 1]));
    return strstr(text, name) ? text : arena_printf(u->arena, "%s (column \"%s\")", text, name);
}

/* What a question asks is not said a second time. */
static void show_messages(struct view *v, const struct submission *u)
{
    const struct file_answer *answer = &u->answer;
    const char *asked = answer->n_choices ? file_fault(answer) : NULL;
    int shown = 0;
    static const char *const words[] = {[FILE_NOTE] = "Note", [FILE_WARNING] = "Warning", [FILE_FAULT] = "In the way"};
    static const char *const sections[] = {
        [FILE_NOTE] = "IS_NOTE", [FILE_WARNING] = "IS_WARNING", [FILE_FAULT] = "IS_FAULT"};
    for (int level = FILE_FAULT; level >= FILE_NOTE; level--)
        for (int i = 0; i < answer->n; i++) {
            if ((int)answer->at[i].level != level || answer->at[i].text == asked)
                continue;
            struct view *one = view_add(v, "MESSAGE");
            view_text(one, "MESSAGE_LEVEL", words[level]);
            view_text(one, "MESSAGE_TEXT", message_text(u, &answer->at[i]));
            view_show(one, sections[level]);
            shown++;
        }
    view_show_if(v, "HAS_MESSAGES", shown > 0);
    view_show_if(v, "NO_MESSAGES", !shown && u->is_good);
}

/* The first warnings stand above what is to be kept, and how many more there are below it. */
static void show_warned(struct view *v, const struct submission *u)
{
    enum { FIRST = 3 };
    int n = file_count(&u->answer, FILE_WARNING), shown = 0;
    if (!u->is_good || !n)
        return;
    struct view *warned = view_add(v, "WARNED");
    for (int i = 0; i < u->answer.n && shown < FIRST; i++)
        if (u->answer.at[i].level == FILE_WARNING) {
            view_text(view_add(warned, "WARNED_OF"), "WARNED_TEXT", message_text(u, &u->answer.at[i]));
            shown++;
        }
    view_show_if(warned, "WARNED_HAS_MORE", n > shown);
    view_int(warned, "WARNED_MORE", n - shown);
}

static const char *separator_words(char c)
{
    return c == '\t' ? "tab" : c == ';' ? "semicolon" : c == '|' ? "bar" : "comma";
}

static void show_preview_rows(struct view *v, const struct price_preview *p, size_t columns)
{
    for (size_t i = 0; i < p->rows; i++) {
        struct view *row = view_add(v, "PREVIEW_ROW");
        view_int(row, "PREVIEW_LINE", (int64_t)p->line[i]);
        for (size_t c = 0; c < columns; c++)
            view_text(view_add(row, "PREVIEW_CELL"), "PREVIEW_TEXT", p->cell[i * p->columns + c]);
    }
}

static void show_preview(struct view *v, const struct submission *u)
{
    const struct price_preview *p = u->file.preview;
    if (!p)
        return;
    struct view *shown = view_add(v, "PREVIEW");
    size_t columns = p->columns < COLUMNS_SHOWN ? p->columns : COLUMNS_SHOWN;
    for (size_t c = 0; c < columns; c++) {
        struct view *column = view_add(shown, "PREVIEW_COLUMN");
        view_text(column, "PREVIEW_NAME", file_quote(u->arena, str_of(p->name[c])));
        view_text(column, "PREVIEW_ROLE", price_role_text[p->role[c]]);
        view_show_if(column, "PREVIEW_UNUSED", p->role[c] == PRICE_ROLE_NONE);
    }
    show_preview_rows(shown, p, columns);
    view_int(shown, "PREVIEW_MORE", (int64_t)(p->columns - columns));
    view_show_if(shown, "PREVIEW_HAS_MORE", p->columns > columns);
    view_text(shown, "PREVIEW_SEPARATOR", separator_words(p->separator));
    view_text(shown, "PREVIEW_DATES", p->dates ? p->dates : "not known yet");
    view_text(shown, "PREVIEW_DECIMAL", p->decimal == ',' ? "comma" : p->decimal ? "point" : "not known yet");
    view_text(shown, "PREVIEW_ENCODING", u->answer.encoding ? u->answer.encoding : "not known");
    view_show(shown, p->header ? "PREVIEW_HEADER" : "PREVIEW_NO_HEADER");
}

/* It stands among those lines. */
static bool is_line_of(struct str lines, const char *text)
{
    while (lines.n)
        if (str_eq(str_trim(str_cut(&lines, '\n')), text))
            return true;
    return false;
}

static void show_choice(struct view *v, const struct submission *u, const char *field, int i)
{
    const struct file_answer *answer = &u->answer;
    const struct file_choice *c = &answer->choice[i];
    bool is_ticked = answer->choose_max > 1 &&
                     (is_line_of(u->mapping.columns, c->value) || is_line_of(u->mapping.symbols, c->value));
    struct view *row = view_add(v, answer->choose_max > 1 ? "PICK" : "ANSWER");
    view_printf(row, "PICK_FIELD", "pick%d", i);
    view_printf(row, "PICK_ID", "a-%s-%d", field, i);
    view_text(row, "PICK_VALUE", c->value);
    view_text(row, "PICK_TEXT", upload_sentence(answer->arena, c->text));
    view_text_if(row, "PICK_HAS_PREVIEW", "PICK_PREVIEW", c->preview);
    view_show_if(row, "PICK_LIKELY", is_ticked || (answer->likely && strcmp(answer->likely, c->value) == 0));
}

static void show_question(struct view *v, const struct submission *u, const struct problem *problem)
{
    const char *field = mapping_field_of(u->answer.option);
    if (!upload_has_question(u))
        return;
    struct view *q = view_add(v, "QUESTION");
    view_text(q, "QUESTION_TEXT", upload_sentence(u->arena, file_fault(&u->answer)));
    view_text(q, "QUESTION_FIELD", field);
    view_int(q, "QUESTION_MOST", u->answer.choose_max);
    const char *fault = problem ? problem_message(problem, field) : NULL;
    view_text_if(q, "HAS_QUESTION_FAULT", "QUESTION_FAULT", fault);
    view_show(q, u->answer.choose_max > 1 ? "QUESTION_MANY" : "QUESTION_ONE");
    for (int i = 0; i < u->answer.n_choices && i < MAPPING_PICKS; i++)
        show_choice(q, u, field, i);
}

static void show_columns(struct view *v, const struct submission *u)
{
    const struct price_preview *p = u->file.preview;
    for (size_t c = 0; p && c < p->columns; c++)
        view_text(view_add(v, "COLUMN_THERE"), "COLUMN_NAME", p->name[c]);
}

void upload_text_show(struct view *v, const struct submission *u)
{
    bool is_paste = u->origin && strcmp(u->origin, "paste") == 0;
    view_show_if(v, "IS_FILE", !is_paste);
    view_show_if(v, "IS_TEXT", is_paste);
    view_show_if(v, "IS_PASTE", is_paste && u->bytes.n <= TEXT_SHOWN);
    view_show_if(v, "IS_LONG_PASTE", is_paste && u->bytes.n > TEXT_SHOWN);
    if (is_paste && u->bytes.n <= TEXT_SHOWN)
        view_str(v, "TEXT", u->bytes);
}

void upload_report_show(struct view *v, const struct submission *u)
{
    show_messages(v, u);
    show_warned(v, u);
    show_preview(v, u);
}

void upload_show(struct view *v, const struct submission *u, const struct problem *problem)
{
    upload_report_show(v, u);
    show_question(v, u, problem);
    show_columns(v, u);
    mapping_show(v, &u->mapping, problem);
}

struct str upload_report(const struct submission *u)
{
    const struct file_answer *answer = &u->answer;
    static const char *const words[] = {[FILE_NOTE] = "note", [FILE_WARNING] = "warning", [FILE_FAULT] = "fault"};
    struct json_writer w;
    struct buf b;
    buf_init(&b, u->arena, 512);
    json_begin(&w, &b);
    json_open(&w, NULL, '[');
    for (int i = 0; i < answer->n; i++) {
        json_open(&w, NULL, '{');
        json_put_text(&w, "level", words[answer->at[i].level]);
        if (answer->at[i].line)
            json_put_int(&w, "line", (int64_t)answer->at[i].line);
        json_put_text(&w, "text", message_text(u, &answer->at[i]));
        json_close(&w, '}');
    }
    json_close(&w, ']');
    return buf_view(&b);
}
