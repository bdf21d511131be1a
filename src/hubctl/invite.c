/* invite.c: hubctl invite EMAIL | --file LIST.csv | list | revoke | resend.
 * SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <stdio.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/num.h"
#include "hubctl/hubctl.h"
#include "identity/invitation.h"

enum { LIST_MAX = 10 << 20 };

struct inviting {
    struct db *db;
    struct arena *arena; /* of one invitation */
    const struct hub_settings *settings;
    struct invitation what;
    const char *file; /* NULL: the address stood on the command line */
    size_t line;
    int status;
};

static const struct option options[] = {{"type", required_argument, NULL, 't'},
                                        {"hours", required_argument, NULL, 'h'},
                                        {"message", required_argument, NULL, 'm'},
                                        {"file", required_argument, NULL, 'f'},
                                        {0}};

/* ---- making them ---- */

static void say(struct inviting *in, enum err e, const char *what)
{
    const char *email = hubctl_tame(in->arena, in->what.email);
    int status = in->file ? hubctl_say(e, "%s, line %zu: %s: %s", in->file, in->line, email, what)
                          : hubctl_say(e, "%s: %s", email, what);
    in->status = status > in->status ? status : in->status;
}

/* The link goes to standard output alone, so that a list can be kept. */
static void send_one(struct inviting *in)
{
    static const char *const reasons[] = {
        [INVITATION_EXISTS] = "the address has an account already",
        [INVITATION_OPEN] = "an invitation for it is on its way: hubctl invite list, resend or revoke",
        [INVITATION_ROLE] = "this role cannot be given",
        [INVITATION_USED] = "it was not possible",
        [INVITATION_UNKNOWN] = "it was not possible"};
    enum invitation_outcome outcome = INVITATION_UNKNOWN;
    const char *link;
    enum err e = invitation_send(in->db, in->arena, in->settings, NULL, 0, &in->what, &link, &outcome, NULL);
    if (e == ERR_INPUT)
        say(in, e, "it is not an e-mail address that mail can be sent to");
    else if (e)
        say(in, e, db_message(in->db));
    else if (outcome != INVITATION_DONE)
        say(in, ERR_CONFLICT, reasons[outcome]);
    else if (in->file)
        printf("%s %s\n", in->what.email, link);
    else
        puts(link);
}

/* E-mail, name, role; the last two may be missing, and so may a first line of headings. */
static bool send_row(void *with, size_t line, const struct str *cells, size_t n)
{
    struct inviting *in = with;
    const struct invitation common = in->what;
    if (line == 1 && (str_eq_nocase(cells[0], "email") || str_eq_nocase(cells[0], "e-mail")))
        return true;
    arena_reset(in->arena);
    in->line = line;
    in->what.email = str_dup(in->arena, cells[0]);
    if (n > 1 && cells[1].n)
        in->what.name = str_dup(in->arena, cells[1]);
    if (n > 2 && cells[2].n)
        in->what.type = role_from_text(str_dup(in->arena, cells[2]));
    if (!utf8_valid(cells[0]) || (n > 1 && !utf8_valid(cells[1])))
        say(in, ERR_INPUT, "the line is not UTF-8");
    else if (in->what.type == ROLE_NONE)
        say(in, ERR_INPUT, "the role is viewer, analyst, manager or admin");
    else
        send_one(in);
    in->what = common;
    return in->status != HUBCTL_FAULT;
}

static int send_file(struct inviting *in, struct arena *a)
{
    static const struct csv_limits limits = {.columns = 20, .cell_bytes = 1000};
    size_t line;
    struct str all;
    const char *why;
    if (!file_read(a, in->file, LIST_MAX, &all, &why))
        return hubctl_say(ERR_INPUT, "%s", why);
    if (!all.n)
        return hubctl_say(ERR_INPUT, "%s: is empty", in->file);
    if (str_starts(all, "\xef\xbb\xbf"))
        all = (struct str){all.s + 3, all.n - 3};
    enum csv_fault fault = csv_read(a, all, ',', &limits, send_row, in, &line);
    if (fault == CSV_FINE || fault == CSV_STOPPED)
        return in->status;
    return hubctl_say(ERR_INPUT, "%s, line %zu: %s; what stands before it was invited", in->file, line,
                      fault == CSV_QUOTE_OPEN ? "a quote is never closed" : "that is no line of e-mail, name, role");
}

static int invite(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    struct inviting in = {.settings = settings, .what.type = ROLE_VIEWER};
    int64_t hours = 0;
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;)
        switch (o) {
        case 't':
            if ((in.what.type = role_from_text(optarg)) == ROLE_NONE)
                return hubctl_misuse("--type is viewer, analyst, manager or admin");
            break;
        case 'h':
            if (!num_parse_int(str_of(optarg), &hours) || hours < 1 || hours > INVITATION_HOURS_MAX)
                return hubctl_misuse("--hours takes a whole number from 1 to %d", INVITATION_HOURS_MAX);
            break;
        case 'm':
            if (!utf8_valid(str_of(optarg)) || utf8_length(str_of(optarg)) > INVITATION_MESSAGE_MAX)
                return hubctl_misuse("the message may have %d characters of UTF-8", INVITATION_MESSAGE_MAX);
            in.what.message = optarg;
            break;
        case 'f':
            in.file = optarg;
            break;
        default:
            return HUBCTL_USAGE;
        }
    if (argc - optind != !in.file)
        return hubctl_misuse("invite takes one e-mail, or --file LIST.csv");
    in.what.hours = (int)hours;
    in.what.email = argv[optind];
    in.db = hubctl_database(a, settings);
    in.arena = arena_new();
    if (in.file)
        in.status = send_file(&in, a);
    else
        send_one(&in);
    arena_free(in.arena);
    return in.status;
}

/* ---- looking after them ---- */

static const struct hubctl_column listed[] = {
    {"NUMBER", "id", HUBCTL_NUMBER},
    {"E-MAIL", "email", HUBCTL_TEXT},
    {"ROLE", "type", HUBCTL_TEXT},
    {"STATE", "state", HUBCTL_TEXT},
    {"MAIL", "mail", HUBCTL_TEXT},
    {"INVITED (UTC)", "created", HUBCTL_TEXT},
    {"EXPIRES (UTC)", "expires", HUBCTL_TEXT},
    {"BY", "by", HUBCTL_TEXT},
};
enum { LISTED = sizeof listed / sizeof *listed };

static const char list_sql[] =
    "select * from (select i.id, i.email, i.invite_type, case when i.used_at is not null then 'used'"
    "   when i.revoked_at is not null then 'revoked' when i.expires_at <= now() then 'expired'"
    "   when i.opened_at is not null then 'opened' else 'open' end as state,"
    "  case when i.email_bounced then 'refused' when i.email_sent_at is not null then 'sent'"
    "   else coalesce((select m.status from ops.outbox m where m.invitation_id = i.id order by m.id desc limit 1), '') "
    "end,"
    "  umbrella.minute(i.created_at), umbrella.minute(i.expires_at), coalesce(u.email, 'an administrator')"
    "  from umbrella.authentication_invitetoken i left join umbrella.authentication_user u on u.id = i.created_by_id) l"
    " where $1 or l.state in ('open', 'opened') order by l.id";

static int list(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option own[] = {{"all", no_argument, NULL, 'a'}, {"json", no_argument, NULL, 'j'}, {0}};
    bool is_all = false, is_json = false;
    for (int o; (o = getopt_long(argc, argv, "", own, NULL)) != -1;) {
        if (o == '?')
            return HUBCTL_USAGE;
        is_all |= o == 'a';
        is_json |= o == 'j';
    }
    if (optind != argc)
        return hubctl_misuse("invite list takes --all and --json only");
    struct db *db = hubctl_database(a, settings);
    struct db_result r;
    enum err e = db_query(db, a, &r, list_sql, "t", is_all);
    if (e)
        return hubctl_say_db(e, db);
    hubctl_print_rows(a, &r, listed, LISTED, is_json);
    return HUBCTL_OK;
}

static int say_outcome(const struct db *db, enum err e, enum invitation_outcome outcome, int64_t id)
{
    if (e)
        return hubctl_say_db(e, db);
    if (outcome == INVITATION_DONE)
        return HUBCTL_OK;
    return hubctl_say(ERR_NOTFOUND,
                      outcome == INVITATION_USED ? "invitation %lld was used or revoked already"
                                                 : "there is no invitation %lld; see hubctl invite list --all",
                      (long long)id);
}

static int handle_one(struct inviting *in, struct arena *a, bool is_resend, int64_t id)
{
    enum invitation_outcome outcome = INVITATION_UNKNOWN;
    const char *link = NULL;
    enum err e = is_resend ? invitation_resend(in->db, a, in->settings, NULL, id, &in->what, &link, &outcome)
                           : invitation_revoke(in->db, a, NULL, id, &outcome);
    int status = say_outcome(in->db, e, outcome, id);
    if (link)
        printf("%lld %s\n", (long long)id, link);
    else if (!status)
        printf("Revoked invitation %lld\n", (long long)id);
    return status;
}

static int handle(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    static const struct option own[] = {{"hours", required_argument, NULL, 'h'}, {0}};
    bool is_resend = !strcmp(argv[0], "resend");
    struct inviting in = {.settings = settings};
    int64_t hours = 0, id;
    while (getopt_long(argc, argv, "", own, NULL) != -1)
        if (!optarg || !is_resend || !num_parse_int(str_of(optarg), &hours) || hours < 1 ||
            hours > INVITATION_HOURS_MAX)
            return hubctl_misuse("resend takes --hours with a whole number from 1 to %d", INVITATION_HOURS_MAX);
    if (optind == argc)
        return hubctl_misuse("invite %s takes numbers of hubctl invite list", argv[0]);
    for (int i = optind; i < argc; i++)
        if (!num_parse_int(str_of(argv[i]), &id))
            return hubctl_misuse("%s is no number; see hubctl invite list", argv[i]);
    in.what.hours = (int)hours;
    in.db = hubctl_database(a, settings);
    for (; optind < argc; optind++) {
        num_parse_int(str_of(argv[optind]), &id);
        int status = handle_one(&in, a, is_resend, id);
        in.status = status > in.status ? status : in.status;
    }
    return in.status;
}

int hubctl_invite(struct arena *a, const struct hub_settings *settings, int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "list"))
        return list(a, settings, argc - 1, argv + 1);
    if (argc > 1 && (!strcmp(argv[1], "revoke") || !strcmp(argv[1], "resend")))
        return handle(a, settings, argc - 1, argv + 1);
    return invite(a, settings, argc, argv);
}
