/* form.c: fuzz target of form_read: whatever a form holds, a value that is accepted lies in its field's range, and a
 * form shown again reads back the same.
 * SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include <math.h>

#include "web/form.h"

struct input {
    double number, open;
    int64_t integer;
    int32_t day;
    int choice;
    bool flag;
    struct str text, lines, email;
};

static const char *const choices[] = {"one", "two", NULL};
#define AT(member) offsetof(struct input, member)
static const struct field fields[] = {
    {"n", "Number", FIELD_NUMBER, true, -10, 1e9, 0, "$", NULL, NULL, AT(number), NULL, NULL, NULL},
    {"o", "Open", FIELD_NUMBER, false, 0, INFINITY, 0, "%", NULL, NULL, AT(open), NULL, NULL, NULL},
    {"i", "Integer", FIELD_INTEGER, false, 1, 1000, 0, NULL, NULL, NULL, AT(integer), NULL, NULL, NULL},
    {"d", "Day", FIELD_DATE, false, 0, 20000, 0, NULL, NULL, NULL, AT(day), NULL, NULL, NULL},
    {"c", "Choice", FIELD_CHOICE, false, 0, 0, 0, NULL, choices, NULL, AT(choice), NULL, NULL, NULL},
    {"f", "Flag", FIELD_FLAG, false, 0, 0, 0, NULL, NULL, NULL, AT(flag), NULL, NULL, NULL},
    {"t", "Text", FIELD_TEXT, false, 1, 20, 0, NULL, NULL, NULL, AT(text), NULL, NULL, NULL},
    {"l", "Lines", FIELD_LINES, false, 1, 20, 0, NULL, NULL, NULL, AT(lines), NULL, NULL, NULL},
    {"e", "Address", FIELD_EMAIL, false, 0, 0, 0, NULL, NULL, NULL, AT(email), NULL, NULL, NULL},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = fuzz_arena();
    struct params p;
    struct input in = {.integer = 5, .day = 5};
    struct problem problem = {.arena = a};
    if (params_read(a, (struct str){(const char *)data, size}, &p))
        return 0;
    bool good = form_read(&p, fields, sizeof fields / sizeof *fields, &in, &problem);
    fuzz_claim(good == (problem.n == 0));
    fuzz_claim(!good || (in.number >= -10 && in.number <= 1e9));
    fuzz_claim(in.open >= 0 && in.integer >= 1 && in.integer <= 1000 && in.day >= 0 && in.day <= 20000);
    fuzz_claim((in.choice == 0 || in.choice == 1) && utf8_length(in.text) <= 20);
    fuzz_claim(utf8_length(in.lines) <= 20 && !memchr(in.lines.n ? in.lines.s : "", '\r', in.lines.n));
    fuzz_claim(!in.email.n || (memchr(in.email.s, '@', in.email.n) && !memchr(in.email.s, '\n', in.email.n)));
    for (int i = 0; i < problem.n; i++)
        fuzz_claim(utf8_valid(str_of(problem.at[i].message)));
    return 0;
}
