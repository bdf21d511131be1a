/* instrument_menu.c: see instrument_menu.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/instrument_menu.h"

static const char list_sql[] = "select i.symbol, i.name, i.source, v.first_day, v.last_day, v.sessions "
                               "from market.instrument i join market.data_version v on v.instrument = i.id "
                               "order by i.symbol";

static void menu_read(struct arena *a, const struct db_result *r, struct instrument_menu *menu)
{
    struct instrument_row *rows = ARENA_ARRAY(a, (size_t)r->rows, struct instrument_row);
    for (int i = 0; i < r->rows; i++)
        rows[i] = (struct instrument_row){db_text(r, i, 0), db_text(r, i, 1), db_text(r, i, 2),
                                          db_day(r, i, 3),  db_day(r, i, 4),  db_int(r, i, 5)};
    *menu = (struct instrument_menu){rows, r->rows};
}

enum err instrument_menu_get(struct db *db, struct arena *a, struct instrument_menu *menu)
{
    struct db_result r;
    *menu = (struct instrument_menu){NULL, 0};
    enum err e = db_query(db, a, &r, list_sql, "");
    if (!e)
        menu_read(a, &r, menu);
    return e;
}

enum err instrument_menu_ask(struct db *db)
{
    return db_pipeline_send(db, list_sql, "");
}

enum err instrument_menu_take(struct db *db, struct arena *a, struct instrument_menu *menu)
{
    struct db_result r;
    *menu = (struct instrument_menu){NULL, 0};
    enum err e = db_pipeline_next(db, a, &r);
    if (!e)
        menu_read(a, &r, menu);
    return e;
}

int instrument_menu_first(const struct instrument_menu *menu)
{
    static const char *const usual[] = {"SPX", "SPY"};
    int longest = 0;
    for (size_t u = 0; u < sizeof usual / sizeof *usual; u++)
        for (int i = 0; i < menu->n; i++)
            if (strcmp(menu->rows[i].symbol, usual[u]) == 0)
                return i;
    for (int i = 1; i < menu->n; i++)
        if (menu->rows[i].sessions > menu->rows[longest].sessions)
            longest = i;
    return longest;
}

const char *instrument_label(struct arena *a, const struct instrument_row *row)
{
    return strcmp(row->symbol, row->name) == 0 ? row->symbol : arena_printf(a, "%s – %s", row->symbol, row->name);
}

void instrument_menu_choices(struct arena *a, const struct instrument_menu *menu, const char *const **values,
                             const char *const **labels)
{
    const char **symbols = ARENA_ARRAY(a, (size_t)menu->n + 1, const char *);
    const char **names = ARENA_ARRAY(a, (size_t)menu->n + 1, const char *);
    for (int i = 0; i < menu->n; i++) {
        symbols[i] = menu->rows[i].symbol;
        names[i] = instrument_label(a, &menu->rows[i]);
    }
    *values = symbols;
    *labels = names;
}
