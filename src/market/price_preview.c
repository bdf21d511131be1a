/* price_preview.c: the first rows of a file as they stand, and what each column was taken for. See price_read.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "market/price_read.h"

enum { ROWS_SHOWN = 8 };

/* What the page says about a column: its role if it goes into a series, else that it is not used. Before the columns of
 * values are chosen every column that could be one is shown with its role. */
static enum price_role role_shown(const struct price_reading *r, size_t column)
{
    enum price_role role = r->role ? r->role[column] : PRICE_ROLE_UNKNOWN;
    if (column == r->table.date_column)
        return PRICE_ROLE_DATE;
    if (!r->n_values || role == PRICE_ROLE_SYMBOL || price_column_used(r, column))
        return role;
    return PRICE_ROLE_NONE;
}

const struct price_preview *price_preview_make(const struct price_reading *r)
{
    const struct table *t = &r->table;
    struct price_preview *p = ARENA_NEW(r->arena, struct price_preview);
    *p = (struct price_preview){.dates = t->date_form,
                                .separator = t->separator,
                                .decimal = r->decimal,
                                .header = t->header,
                                .columns = t->columns,
                                .rows = t->rows_read < ROWS_SHOWN ? t->rows_read : ROWS_SHOWN,
                                .name = t->name};
    p->role = ARENA_ARRAY(r->arena, t->columns, enum price_role);
    p->cell = ARENA_ARRAY(r->arena, p->rows * t->columns, const char *);
    p->line = ARENA_ARRAY(r->arena, p->rows, size_t);
    for (size_t c = 0; c < t->columns; c++)
        p->role[c] = role_shown(r, c);
    for (size_t i = 0; i < p->rows; i++) {
        p->line[i] = table_raw_line(t, i);
        for (size_t c = 0; c < t->columns; c++)
            p->cell[i * t->columns + c] = file_quote(r->arena, table_raw_cell(t, i, c));
    }
    return p;
}
