/* err.h: the outcomes that stores and handlers return. web/error.c maps each to a status and a page.
 * Wrong user input on a form is not an error (same form, 422); ERR_INPUT is for what no form can mend.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err {
    OK = 0,
    ERR_INPUT,      /* the request cannot be understood: 400 or 422 */
    ERR_LOGIN,      /* nobody is signed in: sign-in page or 401 */
    ERR_FORBIDDEN,  /* signed in, not allowed: 403 */
    ERR_NOTFOUND,   /* no such thing, or not yours: 404 */
    ERR_CONFLICT,   /* lost a race or clashes with what is stored: 409 */
    ERR_LIMIT,      /* quota or rate: 429 */
    ERR_UPSTREAM,   /* something we depend on did not answer: 502 */
    ERR_DB,         /* the database is away: 503 with Retry-After */
    ERR_INTERNAL,   /* our fault: 500 with an id */
    ERR_COUNT
};

#endif
