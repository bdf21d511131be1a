/* signins.c: every attempt to sign in as the person who asks, with its result; the same as CSV.
 * SPDX-License-Identifier: Apache-2.0 */
#include "home/account.h"
#include "home/account_store.h"
#include "home/routes.h"
#include "web/device.h"
#include "web/listing.h"

static const struct listing_column columns[OWN_SIGNIN_COLUMNS] = {
    [OWN_SIGNIN_AT] = {.name = "when", .title = "When", .is_sortable = true, .falls = true},
    [OWN_SIGNIN_FAILURE] = LISTING_TEXT("result", "Result"),
    [OWN_SIGNIN_AGENT] = {.name = "device", .title = "Device"},
    [OWN_SIGNIN_ADDRESS] = LISTING_TEXT("address", "Address"),
};
static const struct listing_kind signins = {.columns = columns,
                                            .n_columns = OWN_SIGNIN_COLUMNS,
                                            .sort = OWN_SIGNIN_AT,
                                            .descending = true,
                                            .csv_path = "/account/signins.csv"};
static const char *const names[OWN_SIGNIN_COLUMNS] = {"SIGNIN_AT", "SIGNIN_RESULT", "SIGNIN_DEVICE", "SIGNIN_ADDRESS"};

static enum err ask(struct req *r, const struct listing *l, bool is_utc)
{
    const struct account_signins wanted = {l->sort, l->descending, is_utc, req_query(r, "result"), l->limit, l->offset};
    return account_signins_ask(r->db, &wanted);
}

static enum err signins_load(struct req *r)
{
    struct listing l = listing_read(r, &signins);
    return ask(r, &l, false);
}

static enum err csv_load(struct req *r)
{
    struct listing l = listing_read_all(r, &signins);
    return ask(r, &l, true);
}

struct shown {
    struct arena *arena;
    struct account_rows list;
    int64_t total;
    bool is_file;
};

/* A file has what the browser sent; the page, two words made of it. */
static struct str cell(void *context, int row, int col)
{
    const struct shown *s = context;
    struct str text = db_str(&s->list.rows, row, col);
    if (col == OWN_SIGNIN_FAILURE)
        return text.n ? str_of(arena_printf(s->arena, "Refused: %.*s", (int)text.n, text.s)) : STR("Signed in");
    if (col == OWN_SIGNIN_AT && s->is_file)
        return str_of(arena_printf(s->arena, "%.*s UTC", (int)text.n, text.s));
    return col == OWN_SIGNIN_AGENT && !s->is_file ? str_of(device_words(s->arena, text.s)) : text;
}

static enum err take(struct req *r, struct shown *s)
{
    enum err e;
    s->arena = r->arena;
    if ((e = account_rows_take(r->db, r->arena, &s->list)) || (e = account_count_take(r->db, r->arena, &s->total)))
        return account_failed(r, e, "read the sign-ins");
    return OK;
}

static void show_filter(struct view *v, struct str wanted)
{
    static const struct {
        const char *value, *label;
    } choices[] = {{"", "All"}, {"good", "Signed in"}, {"bad", "Refused"}};
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        struct view *row = view_add(v, "CHOICE");
        view_text(row, "CHOICE_VALUE", choices[i].value);
        view_text(row, "CHOICE_LABEL", choices[i].label);
        view_show_if(row, "CHOICE_SELECTED", str_eq(wanted, choices[i].value));
    }
}

static enum err signins_get(struct req *r, struct res *res)
{
    struct shown *s = ARENA_NEW(r->arena, struct shown);
    struct listing l = listing_read(r, &signins);
    enum err e = take(r, s);
    if (e)
        return e;
    if (listing_is_past(&l, res, s->total))
        return OK;
    struct view *v = view_new(r->arena);
    view_rows(v, "SIGNIN", s->list.rows.rows, names, OWN_SIGNIN_COLUMNS, cell, s);
    listing_show(v, &l, s->list.rows.rows, s->total);
    show_filter(v, req_query(r, "result"));
    view_text(v, "ZONE", s->list.zone);
    return account_page(r, res, v, "home/signins.tpl", "Sign-ins");
}

static enum err signins_csv(struct req *r, struct res *res)
{
    struct shown *s = ARENA_NEW(r->arena, struct shown);
    struct listing l = listing_read_all(r, &signins);
    s->is_file = true;
    enum err e = take(r, s);
    return e ? e : listing_csv(res, &l, "sign-ins", s->list.rows.rows, cell, s);
}

static const struct route rows[] = {
    ROUTE(GET, "/account/signins", NONE, PAGE, signins_load, signins_get),
    ROUTE(GET, "/account/signins.csv", NONE, PAGE, csv_load, signins_csv),
};
const struct routes home_signins_routes = ROUTES(rows);
