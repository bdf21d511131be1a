/* instruments.c: see instruments.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "margin/instruments.h"

#include "market/own.h"

enum err margin_menu_get(struct req *req, struct instrument_menu *menu)
{
    enum err e = instrument_menu_get(req->db, req->arena, menu);
    if (!e && *req->session.sid)
        e = own_menu_add(req->db, req->arena, req->session.sid, menu);
    if (e)
        req->detail = "could not list the instruments";
    return e;
}

enum err margin_instrument_get(struct req *req, const char *symbol, const struct instrument **series)
{
    if (own_is(symbol))
        return own_instrument_get(req->db, req->arena, (struct own_asker){.sid = req->session.sid}, symbol, series);
    return market_instrument_get(req->db, req->arena, symbol, series);
}

enum err margin_series_get(struct req *req, const char **ticker, const struct instrument **series,
                           struct problem *problem)
{
    *series = NULL;
    *ticker = str_upper(req->arena, str_of(*ticker));
    enum err e = margin_instrument_get(req, *ticker, series);
    if (e == ERR_NOTFOUND)
        problem_add(problem, "ticker", "there are no prices for %.40s in this hub", *ticker);
    else if (e)
        req->detail = "could not load the price series";
    return e == ERR_NOTFOUND ? OK : e;
}
