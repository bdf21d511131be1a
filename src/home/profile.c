/* profile.c: a person's names, telephone, time zone and language, and how pages look to them.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/problem.h"
#include "home/account.h"
#include "home/account_store.h"
#include "home/phone.h"
#include "home/routes.h"
#include "web/error.h"
#include "web/form.h"

enum { NAME_MAX_CHARS = 150, PHONE_MAX_CHARS = 40 };

static const struct {
    const char *value, *label;
} themes[] = {{"auto", "As my device is set"}, {"light", "Light"}, {"dark", "Dark"}};
enum { THEMES = sizeof themes / sizeof *themes };

/* The languages that there are words in. */
static const char *const languages[] = {"en", NULL}, *const language_names[] = {"English"};

struct profile_form {
    struct str first_name, last_name, phone;
    int zone, language;
};

enum { FIRST_NAME, LAST_NAME, PHONE, ZONE, LANGUAGE, FIELDS };
static const struct field profile_fields[FIELDS] = {
    [FIRST_NAME] = {TEXT_OF(struct profile_form, first_name, "First name", 0, NAME_MAX_CHARS),
                    .autocomplete = "given-name"},
    [LAST_NAME] = {TEXT_OF(struct profile_form, last_name, "Last name", 0, NAME_MAX_CHARS),
                   .autocomplete = "family-name",
                   .hint = "Both stand in invitations that you send, and where others see what you did. Without them "
                           "your e-mail does."},
    [PHONE] = {TEXT_OF(struct profile_form, phone, "Telephone", 0, PHONE_MAX_CHARS), .autocomplete = "tel",
               .hint = "With the country’s number: +49 30 123456. May stay empty; nothing is sent to it."},
    [ZONE] = {.name = "timezone",
              .label = "Time zone",
              .kind = FIELD_CHOICE,
              .required = true,
              .offset = offsetof(struct profile_form, zone),
              .hint =
                  "Times under “Your account” are shown in it. Days of prices and results are those of the market."},
    [LANGUAGE] = {.name = "language",
                  .label = "Language",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .choices = languages,
                  .choice_labels = language_names,
                  .offset = offsetof(struct profile_form, language)},
};

static int index_of(const char *const *choices, const char *value)
{
    for (int i = 0; choices[i]; i++)
        if (strcmp(choices[i], value) == 0)
            return i;
    return 0;
}

/* The fields with the time zones that the database knows. */
static void fields_make(struct field fields[FIELDS], const struct account_profile *p)
{
    memcpy(fields, profile_fields, sizeof profile_fields);
    fields[ZONE].choices = p->zones;
}

static void show_themes(struct view *v, const char *current)
{
    for (int i = 0; i < THEMES; i++) {
        struct view *row = view_add(v, "CHOICE");
        view_text(row, "CHOICE_VALUE", themes[i].value);
        view_text(row, "CHOICE_LABEL", themes[i].label);
        view_show_if(row, "CHOICE_SELECTED", strcmp(current, themes[i].value) == 0);
    }
}

static enum err show_profile(struct req *r, struct res *res, const struct account_profile *p,
                             const struct problem *problem)
{
    const struct profile_form shown = {
        .first_name = p->first_name,
        .last_name = p->last_name,
        .phone = p->phone,
        .zone = index_of(p->zones, p->zone),
        .language = index_of(languages, p->language),
    };
    struct field fields[FIELDS];
    struct view *v = view_new(r->arena);
    fields_make(fields, p);
    form_show(v, fields, FIELDS, &shown, problem ? &r->form : NULL, problem);
    show_themes(v, r->session.person.theme);
    if (problem)
        res->status = 422;
    return account_page(r, res, v, "home/profile.tpl", "Profile");
}

static enum err profile_load(struct req *r)
{
    return account_profile_ask(r->db);
}

static enum err profile_get(struct req *r, struct res *res)
{
    struct account_profile p;
    enum err e = account_profile_take(r->db, r->arena, &p);
    return e ? account_failed(r, e, "read the profile") : show_profile(r, res, &p, NULL);
}

static bool profile_read(struct req *r, const struct account_profile *from, struct account_profile *to,
                         struct problem *problem)
{
    struct profile_form typed = {0};
    struct field fields[FIELDS];
    fields_make(fields, from);
    form_read(&r->form, fields, FIELDS, &typed, problem);
    *to = (struct account_profile){typed.first_name, typed.last_name, .zone = from->zones[typed.zone],
                                   .language = languages[typed.language]};
    if (typed.phone.n && !phone_read(r->arena, typed.phone, &to->phone))
        problem_add(problem, "phone", "Telephone must begin with + and the country’s number, and have 8 to 15 digits.");
    return problem->n == 0;
}

static enum err profile_post(struct req *r, struct res *res)
{
    struct account_profile now, wanted;
    struct problem problem = {.arena = r->arena};
    enum err e;
    if ((e = account_profile_take(r->db, r->arena, &now)) || (e = db_pipeline_end(r->db)))
        return account_failed(r, e, "read the profile");
    if (!profile_read(r, &now, &wanted, &problem))
        return show_profile(r, res, &now, &problem);
    e = account_profile_save(r->db, r->arena, r->session.sid, &wanted);
    if (e == ERR_CONFLICT) {
        problem_add(&problem, "phone", "Another account has this telephone number. Each may have one of its own.");
        return show_profile(r, res, &now, &problem);
    }
    if (e)
        return account_failed(r, e, "keep the profile");
    res_flash(res, r, "success", "Your profile is kept.", NULL);
    return res_see_other(res, "/account/profile");
}

static enum err theme_post(struct req *r, struct res *res)
{
    struct str wanted = req_form(r, "theme");
    for (int i = 0; i < THEMES; i++) {
        if (!str_eq(wanted, themes[i].value))
            continue;
        enum err e = account_theme_set(r->db, r->arena, r->session.sid, themes[i].value);
        if (e)
            return account_failed(r, e, "keep the theme");
        res_flash(res, r, "success", "Your choice of appearance is kept.", NULL);
        return res_see_other(res, "/account/profile");
    }
    struct problem p = {.arena = r->arena};
    problem_add(&p, "theme", "must be auto, light or dark");
    return error_status(r, res, 422, "That appearance is not known.", &p);
}

static const struct route rows[] = {
    ROUTE(GET, "/account/profile", NONE, PAGE, profile_load, profile_get),
    ROUTE(POST, "/account/profile", FORM, SAVE, profile_load, profile_post),
    ROUTE(POST, "/account/theme", FORM, SAVE, NULL, theme_post),
};
const struct routes home_profile_routes = ROUTES(rows);
