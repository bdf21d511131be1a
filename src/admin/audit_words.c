/* audit_words.c: see audit_words.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "admin/audit_words.h"

#include "base/json.h"

const char *const audit_actions[] = {"person.create",
                                     "Account made",
                                     "person.register",
                                     "Registered",
                                     "person.approve",
                                     "Approved",
                                     "person.reject",
                                     "Rejected",
                                     "person.reconsider",
                                     "Back among those that wait",
                                     "person.enable",
                                     "Enabled",
                                     "person.disable",
                                     "Disabled",
                                     "person.set_role",
                                     "Role changed",
                                     "person.confirm_email",
                                     "Address confirmed",
                                     "person.change_email",
                                     "Address changed",
                                     "person.change_password",
                                     "Password changed",
                                     "person.reset_password",
                                     "Password set anew",
                                     "person.make_link",
                                     "One-time link made",
                                     "person.enrol_factor",
                                     "Second factor set up",
                                     "person.replace_factor",
                                     "Second factor replaced",
                                     "person.remove_factor",
                                     "Second factor removed",
                                     "person.drop_factor",
                                     "Second factor dropped",
                                     "person.use_recovery_code",
                                     "Recovery code used",
                                     "person.renew_recovery_codes",
                                     "Recovery codes renewed",
                                     "person.delete_account",
                                     "Account deleted",
                                     "person.restore_account",
                                     "Account restored",
                                     "person.export_data",
                                     "Own data taken out",
                                     "person.purge",
                                     "Account gone for good",
                                     "rights.set",
                                     "Console rights changed",
                                     "rights.propose",
                                     "Console rights proposed",
                                     "rights.grant",
                                     "Console rights granted",
                                     "rights.refuse",
                                     "Console rights refused",
                                     "session.end",
                                     "Sessions ended",
                                     "token.create",
                                     "API token made",
                                     "token.revoke",
                                     "API token revoked",
                                     "invitation.create",
                                     "Invited",
                                     "invitation.resend",
                                     "Invited again",
                                     "invitation.revoke",
                                     "Invitation revoked",
                                     "template.create",
                                     "Template made",
                                     "template.change",
                                     "Template changed",
                                     "template.delete",
                                     "Template deleted",
                                     "setting.change",
                                     "Setting changed",
                                     "job.add",
                                     "Job started",
                                     "job.retry",
                                     "Job tried again",
                                     "job.cancel",
                                     "Job cancelled",
                                     "mail.test",
                                     "Test mail sent",
                                     "mail.retry",
                                     "Mail tried again",
                                     "mail.read_links",
                                     "Links in a mail looked at",
                                     "mail.cancel",
                                     "Mail cancelled",
                                     "market.import",
                                     "Market data imported",
                                     "market.delete",
                                     "Market data deleted",
                                     "margin.purge_cache",
                                     "Cache emptied",
                                     "saved.share",
                                     "Saved result shared with the team",
                                     "saved.unshare",
                                     "Saved result shared no longer",
                                     "analysis.share",
                                     "Analysis shared with the team",
                                     "analysis.unshare",
                                     "Analysis shared no longer",
                                     "link.create",
                                     "Link to a result or an analysis made",
                                     "link.revoke",
                                     "Link to a result or an analysis taken back",
                                     "backup.make",
                                     "Backup made",
                                     "backup.restore",
                                     "Restored from a backup",
                                     "old_system.import",
                                     "Old system brought over",
                                     "audit.export",
                                     "Audit exported",
                                     NULL};

const char *audit_action_words(const char *action)
{
    for (const char *const *at = audit_actions; *at; at += 2)
        if (strcmp(at[0], action) == 0)
            return at[1];
    return action;
}

static const char *text_of(struct json_object *value)
{
    return value ? json_object_get_string(value) : "";
}

static void show_change(struct view *v, const char *key, struct json_object *was, struct json_object *is)
{
    bool is_nothing = !was && !*text_of(is);
    if (json_object_equal(was, is) || is_nothing)
        return;
    struct view *row = view_add(v, "CHANGE");
    view_text(row, "CHANGE_KEY", key);
    if (was)
        view_text(view_add(row, "CHANGE_WAS"), "CHANGE_FROM", text_of(was));
    if (is)
        view_text(view_add(row, "CHANGE_IS"), "CHANGE_TO", text_of(is));
    view_show_if(row, "CHANGE_GONE", was && !is);
}

static struct json_object *object_of(struct arena *a, struct str text)
{
    const char *why;
    struct json_object *o = text.n ? json_read(a, text, &why) : NULL;
    return json_object_is_type(o, json_type_object) ? o : NULL;
}

/* The members of `from`; those that stand in `other` too are shown once, when it comes first. */
static void show_members(struct view *v, struct json_object *from, struct json_object *other, bool is_before)
{
    if (!from)
        return;
    json_object_object_foreach(from, key, value)
    {
        struct json_object *counterpart = json_member(other, key);
        if (is_before)
            show_change(v, key, value, counterpart);
        else if (!counterpart)
            show_change(v, key, NULL, value);
    }
}

void audit_changes_show(struct view *v, struct str before, struct str after)
{
    struct json_object *was = object_of(view_arena(v), before), *is = object_of(view_arena(v), after);
    show_members(v, was, is, true);
    show_members(v, is, was, false);
}

static const struct {
    const char *kind, *path;
} pages[] = {{"person", "/admin/people/"}, {"template", "/admin/templates/"}, {"setting", "/admin/settings#"}};

const char *audit_object_path(struct arena *a, const char *kind, const char *id)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (strcmp(kind, pages[i].kind) == 0)
            return arena_printf(a, "%s%s", pages[i].path, id);
    return "";
}
