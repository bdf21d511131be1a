/* multipart.c: see multipart.h. One pass: a part is its head (a few header lines), then everything up to the next boundary.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/multipart.h"

#include <strings.h>

enum { BOUNDARY_MAX = 70, HEAD_MAX = 2048 };

struct part {
    struct str name, filename, bytes;
    bool is_form_data, is_file;
};

struct reader {
    struct arena *arena;
    struct str rest;      /* of the body: behind a boundary, at first before it */
    struct str delimiter; /* CR LF, two hyphens, boundary */
    struct param *fields;
    struct upload *files;
    int n_fields, n_files;
    const char *why;
};

static bool refuse(struct reader *r, const char *why)
{
    r->why = why;
    return false;
}

/* ---- header lines: word; name=value; name="value" ---- */

/* The value of the parameter; false when there is none. In quotes a backslash guards the character behind it. */
static bool parameter(struct arena *a, struct str line, const char *wanted, struct str *value)
{
    char *to = arena_bytes(a, line.n + 1);
    str_cut(&line, ';');
    while (line.n) {
        struct str name = str_trim(str_cut(&line, '='));
        size_t n = 0, i = 0;
        if (!line.n)
            return false; /* a name without a value */
        while (i < line.n && line.s[i] == ' ')
            i++;
        bool quoted = i < line.n && line.s[i] == '"';
        for (i += quoted; i < line.n && line.s[i] != (quoted ? '"' : ';'); i++) {
            if (quoted && line.s[i] == '\\' && i + 1 < line.n && (line.s[i + 1] == '"' || line.s[i + 1] == '\\'))
                i++;
            to[n++] = line.s[i];
        }
        to[n] = '\0';
        if (quoted && i == line.n)
            return false;
        if (str_eq_nocase(name, wanted)) {
            *value = quoted ? (struct str){to, n} : str_trim((struct str){to, n});
            return true;
        }
        line = (struct str){line.s + i, line.n - i};
        str_cut(&line, ';');
    }
    return false;
}

static bool is_boundary(struct str s)
{
    if (!s.n || s.n > BOUNDARY_MAX || s.s[s.n - 1] == ' ')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        bool alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!alnum && !(c && strchr("'()+_,-./:=? ", c)))
            return false;
    }
    return true;
}

/* What stands behind the last slash of either kind; nothing when it is not text that can be shown. */
static struct str base_name(struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.s[i] == '/' || s.s[i] == '\\')
            from = i + 1;
    if (str_has_control(s))
        return STR("");
    s = (struct str){s.s + from, s.n - from};
    return utf8_valid(s) && s.n <= MULTIPART_FILENAME_MAX ? s : (struct str){"", 0};
}

static bool read_header(struct reader *r, struct str line, struct part *p)
{
    struct str value = line, name = str_trim(str_cut(&value, ':'));
    value = str_trim(value);
    if (str_eq_nocase(name, "Content-Disposition")) {
        struct str kind = value;
        p->is_form_data = str_eq_nocase(str_trim(str_cut(&kind, ';')), "form-data");
        parameter(r->arena, value, "name", &p->name);
        p->is_file = parameter(r->arena, value, "filename", &p->filename);
    }
    if (str_eq_nocase(name, "Content-Type") && value.n >= 10 && strncasecmp(value.s, "multipart/", 10) == 0)
        return refuse(r, "A part of the form holds parts itself; send the files one by one.");
    if (str_eq_nocase(name, "Content-Transfer-Encoding") && !str_eq_nocase(value, "binary") &&
        !str_eq_nocase(value, "8bit") && !str_eq_nocase(value, "7bit"))
        return refuse(r, "A part of the form has a transfer encoding; send it as it is.");
    return true;
}

static bool read_head(struct reader *r, struct part *p)
{
    struct str head = r->rest;
    const char *end = memmem(head.s, head.n < HEAD_MAX ? head.n : HEAD_MAX, "\r\n\r\n", 4);
    if (!end)
        return refuse(r, "A part of the form has no head, or one that is too long.");
    head.n = (size_t)(end - head.s);
    r->rest = (struct str){end + 2, r->rest.n - head.n - 2}; /* the second CR LF may begin the delimiter */
    while (head.n)
        if (!read_header(r, str_trim(str_cut(&head, '\n')), p))
            return false;
    if (!p->is_form_data || !p->name.n)
        return refuse(r, "A part of the form has no name.");
    if (p->name.n > MULTIPART_NAME_MAX || !utf8_valid(p->name))
        return refuse(r, "The name of a field is not valid UTF-8 text of at most 100 bytes.");
    return true;
}

/* ---- parts ---- */

static bool has_name(const struct reader *r, struct str name)
{
    for (int i = 0; i < r->n_fields; i++)
        if (r->fields[i].name.n == name.n && memcmp(r->fields[i].name.s, name.s, name.n) == 0)
            return true;
    for (int i = 0; i < r->n_files; i++)
        if (r->files[i].name.n == name.n && memcmp(r->files[i].name.s, name.s, name.n) == 0)
            return true;
    return false;
}

static bool keep_part(struct reader *r, const struct part *p)
{
    if (r->n_fields + r->n_files == PARAMS_MAX)
        return refuse(r, "There are more than 250 fields.");
    if (has_name(r, p->name))
        return refuse(r,
                      arena_printf(r->arena, "The field \"%.*s\" was sent more than once.", (int)p->name.n, p->name.s));
    if (p->is_file) {
        if (p->filename.n || p->bytes.n)
            r->files[r->n_files++] = (struct upload){p->name, base_name(p->filename), p->bytes};
        return true;
    }
    if (!utf8_valid(p->bytes))
        return refuse(r,
                      arena_printf(r->arena, "The field \"%.*s\" is not valid UTF-8 text.", (int)p->name.n, p->name.s));
    struct str value = {str_dup(r->arena, p->bytes), p->bytes.n}; /* with a NUL behind it, like every field */
    r->fields[r->n_fields++] = (struct param){p->name, value};
    return true;
}

static bool read_part(struct reader *r)
{
    struct part p = {.bytes = {"", 0}};
    if (!read_head(r, &p))
        return false;
    const char *end = memmem(r->rest.s, r->rest.n, r->delimiter.s, r->delimiter.n);
    if (!end)
        return refuse(r, "The form is not ended: its last boundary is missing.");
    size_t length = (size_t)(end - r->rest.s);
    if (length >= 2)
        p.bytes = (struct str){r->rest.s + 2, length - 2};
    r->rest = (struct str){end + r->delimiter.n, r->rest.n - length - r->delimiter.n};
    return keep_part(r, &p);
}

static bool read_parts(struct reader *r)
{
    struct str first = {r->delimiter.s + 2, r->delimiter.n - 2};
    if (r->rest.n < first.n || memcmp(r->rest.s, first.s, first.n) != 0)
        return refuse(r, "The form does not begin with its boundary.");
    r->rest = (struct str){r->rest.s + first.n, r->rest.n - first.n};
    while (!str_starts(r->rest, "--")) {
        if (!str_starts(r->rest, "\r\n"))
            return refuse(r, "A boundary of the form is followed by something else than a line end.");
        r->rest = (struct str){r->rest.s + 2, r->rest.n - 2};
        if (!read_part(r))
            return false;
    }
    return str_trim((struct str){r->rest.s + 2, r->rest.n - 2}).n == 0 ||
           refuse(r, "Something follows the last boundary of the form.");
}

const char *multipart_read(struct arena *a, struct str content_type, struct str body, struct params *fields,
                           struct uploads *files)
{
    struct reader r = {.arena = a, .rest = body};
    struct str boundary;
    *fields = (struct params){NULL, 0};
    *files = (struct uploads){NULL, 0};
    if (!parameter(a, content_type, "boundary", &boundary) || !is_boundary(boundary))
        return "The form does not say what separates its parts.";
    r.delimiter = str_of(arena_printf(a, "\r\n--%.*s", (int)boundary.n, boundary.s));
    r.fields = ARENA_ARRAY(a, PARAMS_MAX, struct param);
    r.files = ARENA_ARRAY(a, PARAMS_MAX, struct upload);
    if (!read_parts(&r))
        return r.why;
    *fields = (struct params){r.fields, r.n_fields};
    *files = (struct uploads){r.files, r.n_files};
    return NULL;
}
