/* email.c: see email.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/email.h"

enum { LOCAL_MAX = 64, LABEL_MAX = 63 };

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_label(struct str s)
{
    if (!s.n || s.n > LABEL_MAX || s.s[0] == '-' || s.s[s.n - 1] == '-')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_alnum(s.s[i]) && s.s[i] != '-')
            return false;
    return true;
}

bool email_is_plausible(struct str email)
{
    struct str domain = email, local = str_cut(&domain, '@');
    if (email.n > EMAIL_MAX || !local.n || local.n > LOCAL_MAX || !domain.n || domain.s[domain.n - 1] == '.')
        return false;
    for (size_t i = 0; i < local.n; i++)
        if (!local.s[i] || (!is_alnum(local.s[i]) && !strchr(".!#$%&'*+/=?^_`{|}~-", local.s[i])))
            return false;
    while (domain.n)
        if (!is_label(str_cut(&domain, '.')))
            return false;
    return true;
}
