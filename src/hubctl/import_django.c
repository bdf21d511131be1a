/* import_django.c: hubctl import-django: bring over what an application of the old system stored. One transaction per file;
 * each row is inserted, there already, or left out with its reason.
 * SPDX-License-Identifier: Apache-2.0 */
#include "hubctl/import_django.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/num.h"

static const struct old_app *const apps[] = {&old_umbrella, &old_margin, &old_returns, &old_credit};
enum { APPS = sizeof apps / sizeof *apps };

/* What came of a table's rows. */
struct tally {
    int64_t read, inserted, there, skipped;
    struct buf lines; /* of the rows that there is something to tell of */
};

/* ---- telling ---- */

static void add_line(struct tally *n, const char *kind, const char *id, const char *text)
{
    struct arena *a = n->lines.arena;
    buf_printf(&n->lines, *id ? "  %s, row %s: %s\n" : "  %s%s: %s\n", kind, hubctl_tame(a, id), hubctl_tame(a, text));
}

static void print_tally(struct import_django *im, const struct old_table *t, const struct tally *n)
{
    struct arena *a = im->arena;
    printf("%s: %s read, %s inserted, %s there already, %s skipped\n%s", t->name, num_group(a, (double)n->read, 0),
           num_group(a, (double)n->inserted, 0), num_group(a, (double)n->there, 0), num_group(a, (double)n->skipped, 0),
           n->lines.s);
    json_open(&im->tally, t->name, '{');
    json_put_int(&im->tally, "read", n->read);
    json_put_int(&im->tally, "inserted", n->inserted);
    json_put_int(&im->tally, "skipped", n->skipped);
    json_close(&im->tally, '}');
    im->inserted += n->inserted;
}

/* The tables of the file that nobody here asked for. */
static void print_others(const struct import_django *im, const struct old_app *app)
{
    struct str names = str_of(old_file_tables(im->arena, im->old) + 1);
    struct buf list;
    buf_init(&list, im->arena, 256);
    while (names.n) {
        const char *name = str_dup(im->arena, str_cut(&names, ' '));
        bool is_known = false;
        for (int i = 0; i < app->n; i++)
            is_known |= !strcmp(app->tables[i].name, name);
        if (!is_known)
            buf_printf(&list, "%s%s", list.n ? ", " : "", name);
    }
    if (list.n)
        printf("left in the file, because nothing here takes them: %s\n", hubctl_tame(im->arena, list.s));
}

/* ---- one row ---- */

/* The row's columns as a JSON object; or why they cannot be. */
static const char *row_json(struct import_django *im, const struct old_table *t, sqlite3_stmt *st, struct buf *json)
{
    struct json_writer w;
    const char *why = NULL;
    buf_init(json, im->row, 1024);
    json_begin(&w, json);
    json_open(&w, NULL, '{');
    for (int i = 0; i < sqlite3_column_count(st); i++) {
        const char *name = sqlite3_column_name(st, i);
        struct str text;
        if (*name == '_')
            continue;
        switch (sqlite3_column_type(st, i)) {
        case SQLITE_NULL:
            break;
        case SQLITE_INTEGER:
            json_put_int(&w, name, sqlite3_column_int64(st, i));
            break;
        case SQLITE_FLOAT:
            json_put_num(&w, name, sqlite3_column_double(st, i));
            break;
        default:
            text = old_column(st, i);
            if (!utf8_valid(text))
                return arena_printf(im->row, "%s is no text in UTF-8", name);
            json_put_str(&w, name, text);
        }
    }
    if (t->complete && (why = t->complete(im, st, &w)))
        return arena_strdup(im->row, why);
    json_close(&w, '}');
    return NULL;
}

static bool is_refusal(const struct db *db)
{
    return !strncmp(db_sqlstate(db), "22", 2) || !strncmp(db_sqlstate(db), "23", 2);
}

/* What the database refused, with the rule that was broken. */
static enum err read_refusal(struct import_django *im, const char **why)
{
    const char *constraint = arena_strdup(im->row, db_constraint(im->db));
    bool is_rule = !strcmp(db_sqlstate(im->db), "23514");
    struct db_result r;
    *why = arena_strdup(im->row, db_message(im->db));
    enum err e = db_query(im->db, im->row, NULL, "rollback to savepoint old_row", "");
    if (e || (e = db_query(im->db, im->row, NULL, "release savepoint old_row", "")) || !is_rule)
        return e;
    e = db_query(im->db, im->row, &r,
                 "select pg_get_constraintdef(oid, true) from pg_constraint where conname = $1 limit 1", "s",
                 constraint);
    if (!e && r.rows)
        *why = arena_printf(im->row, "it breaks a rule of the hub, %s", db_text(&r, 0, 0));
    else if (!e && !strcmp(constraint, "saved_quota"))
        *why = "its owner has all saved results that a person may have";
    return e;
}

/* In a savepoint, so that a row that is refused takes nothing with it. */
static enum err store_row(struct import_django *im, const struct old_table *t, struct str json, struct db_result *r,
                          const char **why)
{
    enum err e = db_pipeline_begin(im->db);
    if (e)
        return e;
    db_pipeline_send(im->db, "savepoint old_row", "");
    db_pipeline_send(im->db, t->insert, "S", json);
    db_pipeline_send(im->db, "release savepoint old_row", "");
    db_pipeline_sync(im->db);
    db_pipeline_next(im->db, im->row, NULL);
    db_pipeline_next(im->db, im->row, r);
    e = db_pipeline_end(im->db);
    return e && is_refusal(im->db) ? read_refusal(im, why) : e;
}

static int import_row(struct import_django *im, const struct old_table *t, sqlite3_stmt *st, struct tally *n)
{
    const char *id = str_dup(im->row, old_column(st, 0));
    struct db_result r = {.rows = 0};
    struct buf json;
    const char *why = row_json(im, t, st, &json);
    enum err e = why ? OK : store_row(im, t, buf_view(&json), &r, &why);
    if (e)
        return hubctl_say_db(e, im->db);
    if (!why && !db_is_null(&r, 0, 1))
        why = db_text(&r, 0, 1);
    n->read++;
    if (why) {
        n->skipped++;
        add_line(n, "skipped", id, why);
    } else if (!db_int(&r, 0, 0))
        n->there++;
    else {
        n->inserted++;
        if (!db_is_null(&r, 0, 2))
            add_line(n, "note", id, db_text(&r, 0, 2));
    }
    return HUBCTL_OK;
}

/* ---- tables ---- */

static int no_such(const struct import_django *im, const struct old_app *app, const char *why)
{
    return hubctl_say(ERR_INPUT,
                      "%s has not the layout of the %s application (%s): give the file of the right one, or of "
                      "its newest version",
                      im->path, app->name, why);
}

static int finish_table(struct import_django *im, const struct old_table *t, struct tally *n)
{
    struct db_result r;
    enum err e = db_query(im->db, im->arena, &r, t->after, "");
    if (e)
        return hubctl_say_db(e, im->db);
    for (int i = 0; i < r.rows; i++)
        add_line(n, "note", db_text(&r, i, 0), db_text(&r, i, 1));
    return HUBCTL_OK;
}

static int import_table(struct import_django *im, const struct old_app *app, const struct old_table *t)
{
    struct tally n = {.read = 0};
    const char *why;
    int rc, status = HUBCTL_OK;
    sqlite3_stmt *st = old_file_query(im->arena, im->old, t->select, &why);
    if (!st)
        return no_such(im, app, why);
    buf_init(&n.lines, im->arena, 256);
    while ((rc = sqlite3_step(st)) == SQLITE_ROW && !status && !t->left) {
        status = import_row(im, t, st, &n);
        arena_reset(im->row);
    }
    if (t->left && rc == SQLITE_ROW) {
        n.read = n.skipped = sqlite3_column_int64(st, 0);
        if (n.read)
            add_line(&n, "skipped", "", t->left);
    } else if (!status && rc != SQLITE_DONE)
        return hubctl_say(ERR_INPUT, "%s cannot be read to its end: %s", im->path, sqlite3_errmsg(im->old));
    if (!status && t->after)
        status = finish_table(im, t, &n);
    if (!status)
        print_tally(im, t, &n);
    return status;
}

static int import_tables(struct import_django *im, const struct old_app *app)
{
    int status = HUBCTL_OK, tables = 0;
    for (int i = 0; i < app->n && !status; i++) {
        if (app->tables[i].is_optional && !old_file_has(im->old, app->tables[i].name))
            continue;
        status = import_table(im, app, &app->tables[i]);
        tables++;
    }
    if (!status && !tables)
        puts("no people: the file holds only tables of the framework");
    if (!status && app->remark)
        puts(app->remark);
    return status;
}

/* ---- the whole ---- */

/* Is it the framework's, and that application's? */
static int recognise(const struct import_django *im, const struct old_app *app)
{
    if (!old_file_has(im->old, "django_migrations"))
        return hubctl_say(ERR_INPUT,
                          "%s is an SQLite database, but not one of the old system (it has no table "
                          "django_migrations): give the application's own file",
                          im->path);
    for (int i = 0; i < APPS; i++)
        if (apps[i] != app && apps[i]->mark && old_file_has(im->old, apps[i]->mark))
            return hubctl_say(ERR_INPUT, "%s is the file of the %s application: say --app %s", im->path, apps[i]->name,
                              apps[i]->name);
    if (app->mark && !old_file_has(im->old, app->mark))
        return hubctl_say(ERR_INPUT, "%s has no table %s, so it is not the file of the %s application", im->path,
                          app->mark, app->name);
    return HUBCTL_OK;
}

/* Old times are written in UTC without saying so. old_person: the old number of a person, and who that is here. */
static enum err prepare_transaction(struct import_django *im)
{
    enum err e = db_begin(im->db, NULL);
    if (e || (e = db_query(im->db, im->arena, NULL, "set local timezone = 'UTC'", "")) ||
        (e = db_query(im->db, im->arena, NULL, "select set_config('hub.actor', 'hubctl import-django', true)", "")))
        return e;
    return db_query(
        im->db, im->arena, NULL,
        "create temp table old_person (id bigint primary key, user_id bigint not null, approved_by_id bigint,"
        " is_new boolean not null default false) on commit drop",
        "");
}

static enum err record(struct import_django *im, const struct old_app *app)
{
    const char *slash = strrchr(im->path, '/'), *name = slash ? slash + 1 : im->path;
    if (!im->inserted)
        return OK;
    return db_query(im->db, im->arena, NULL,
                    "select umbrella.audit_append('old_system.import', 'file', $1, $2, null, $3::jsonb)", "ssS",
                    app->name, utf8_valid(str_of(name)) ? name : "", buf_view(im->tally.out));
}

static int import_file(struct import_django *im, const struct old_app *app)
{
    int status = recognise(im, app);
    enum err e;
    if (status || (app->before && !im->is_dry && (status = app->before(im))))
        return status;
    if ((e = prepare_transaction(im)))
        return hubctl_say_db(e, im->db);
    json_open(&im->tally, NULL, '{');
    if ((app->prepare && (status = app->prepare(im))) || (status = import_tables(im, app)))
        return status;
    json_close(&im->tally, '}');
    print_others(im, app);
    if ((e = record(im, app)) || (!im->is_dry && (e = db_commit(im->db))))
        return hubctl_say_db(e, im->db);
    if (im->is_dry)
        puts("dry run: nothing was stored");
    return HUBCTL_OK;
}

static int run(struct import_django *im, const struct hub_settings *settings, const struct old_app *app,
               const char *people)
{
    struct buf tally;
    const char *why;
    if (!(im->old = old_file_open(im->arena, im->path, &why)) ||
        (people && !(im->people = old_file_open(im->arena, people, &why))))
        return hubctl_say(ERR_INPUT, "%s", why);
    im->db = hubctl_database(im->arena, settings);
    buf_init(&tally, im->arena, 512);
    json_begin(&im->tally, &tally);
    im->row = arena_new();
    int status = import_file(im, app);
    arena_free(im->row);
    if (status) {
        fflush(stdout);
        hubctl_say(ERR_INPUT, "nothing was stored");
    }
    db_rollback(im->db); /* where it was not committed */
    return status;
}

static const struct old_app *find(const char *name)
{
    for (int i = 0; i < APPS; i++)
        if (!strcmp(apps[i]->name, name))
            return apps[i];
    return NULL;
}

int hubctl_import_django(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option options[] = {{"app", required_argument, NULL, 'a'},
                                            {"people", required_argument, NULL, 'p'},
                                            {"dry-run", no_argument, NULL, 'd'},
                                            {0}};
    struct import_django im = {.arena = a};
    const struct old_app *app = NULL;
    const char *people = NULL;
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;)
        switch (o) {
        case 'a':
            if (!(app = find(optarg)))
                return hubctl_misuse("import-django: --app is umbrella, margin, returns or credit");
            break;
        case 'p':
            people = optarg;
            break;
        case 'd':
            im.is_dry = true;
            break;
        default:
            return HUBCTL_USAGE;
        }
    if (!app)
        return hubctl_misuse("import-django: which application's file? Say --app umbrella, margin, returns or credit");
    if (people && app != &old_margin)
        return hubctl_misuse("import-django: --people goes with --app margin");
    if (argc - optind != 1)
        return hubctl_misuse("import-django: %s", argc == optind ? "which file?" : "one file at a time");
    im.path = argv[optind];
    return run(&im, settings, app, people);
}
