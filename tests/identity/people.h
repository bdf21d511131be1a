/* people.h: a scratch database with made-up people, for the tests of this directory. Without HUB_TEST_DB such a test is
 * skipped.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_IDENTITY_PEOPLE_H
#define TESTS_IDENTITY_PEOPLE_H

#include "base/settings.h"
#include "db/db.h"

struct people {
    struct arena *arena;
    struct db *db; /* as hub_auth would be, by SET ROLE, so that its grants are tested too */
    struct db *owner;
    struct hub_settings settings; /* the figures of the design */
};

/* cmocka's set-up and tear-down. */
int people_open(void **state);
int people_close(void **state);
/* What people_open made; ends the test as skipped where there is no database. */
struct people *people_of(void **state);

/* An analyst with this status and password (NULL: none); returns the id. */
int64_t people_add(struct people *, const char *email, const char *status, const char *password);
/* One number that a statement with the parameter $1 answers, asked as the owner. */
int64_t people_int(struct people *, const char *sql, int64_t parameter);

#endif
