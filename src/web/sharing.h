/* sharing.h: what a person shows others of what they saved, in every section that has it: with the team since when, the links, how
 * long a new one may be open. Each section's tables are its own; the rows and the names in the templates are the same.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_SHARING_H
#define WEB_SHARING_H

#include "db/db.h"
#include "web/view.h"

/* The columns of a section's list of links. LINK_SAVED and LINK_NAME: what it leads to. LINK_STATE: open, expired, taken back, off. */
enum link_column { LINK_ID, LINK_SAVED, LINK_NAME, LINK_CREATED, LINK_EXPIRES, LINK_USED, LINK_STATE };

/* Behind the section's own statement: for how many days a link may be open. */
enum err sharing_days_ask(struct db *);
/* The rows of the section's statement, and the days; 0: there are to be no links. */
enum err sharing_links_take(struct db *, struct arena *, struct db_result *links, int *days);

/* What is told beside one thing that is saved. shared: with the team since, or "". new_link: the one just made, or NULL. */
struct sharing {
    const char *shared;
    const struct db_result *links;
    int days;
    const char *new_link;
};
void sharing_show(struct view *, const struct sharing *);
/* The page of all of one's links. */
void sharing_links_show(struct view *, const struct db_result *links, int days);

#endif
