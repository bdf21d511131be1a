/* invite_list.c: fuzz target of invite_list_read: whoever is to be invited has an address that mail can go to, each once, in the
 * order of the lines; whatever else stands there is a fault with its line.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include <strings.h>

#include "admin/invitations_list.h"
#include "identity/invitation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct str text = {(const char *)data, size};
    struct invite_list l;
    if (!utf8_valid(text))
        return 0; /* the form and file_text see to that */
    invite_list_read(a, text, ROLE_MANAGER, &l);
    if (l.refused)
        return 0;
    fuzz_claim(l.n_good + l.n_bad > 0 && l.n_good + l.n_bad <= INVITE_LIST_MAX);
    for (size_t i = 0; i < l.n_good; i++) {
        fuzz_claim(email_is_plausible(str_of(l.good[i].email)) && l.good[i].line > 0);
        fuzz_claim(l.good[i].type <= ROLE_MANAGER && utf8_valid(l.good[i].name) && utf8_valid(l.good[i].message));
        fuzz_claim(i == 0 ||
                   (l.good[i].line >= l.good[i - 1].line && strcasecmp(l.good[i].email, l.good[i - 1].email)));
    }
    for (size_t i = 0; i < l.n_bad; i++)
        fuzz_claim(l.bad[i].line > 0 && *l.bad[i].why && utf8_valid(str_of(l.bad[i].what)));
    return 0;
}
