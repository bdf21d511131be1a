/* manifest.c: see manifest.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "hubctl/manifest.h"

#define OURS "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'"

/* Tables that are in a backup, and their rows; query_to_xml runs the count of a table whose name is data here. */
#define ROWS                                                                                                           \
    "select n.nspname || '.' || c.relname as name, (xpath('/row/n/text()', query_to_xml("                              \
    "  format('select count(*) as n from %I.%I', n.nspname, c.relname), false, true, '')))[1]::text::bigint as n"      \
    "  from pg_class c join pg_namespace n on n.oid = c.relnamespace"                                                  \
    " where c.relkind = 'r' and c.relpersistence = 'p' and " OURS

/* Who may do what (parentheses are left out: a dump writes fewer of them than was typed): the defaults written out, so that they are the same as the same rights granted one by one. */
#define GRANTS(acl, kind, owner)                                                                                       \
    "(select string_agg(concat_ws(' ', case g.grantee when 0 then 'public' else g.grantee::regrole::text end,"         \
    "  g.privilege_type, g.is_grantable), ',' order by g.grantee::regrole::text collate \"C\","                        \
    "  g.privilege_type collate \"C\") from aclexplode(coalesce(" acl ", acldefault(" kind ", " owner "))) g)"

#define RIGHTS                                                                                                         \
    "select encode(sha256(convert_to(coalesce(string_agg(l.line, E'\\n' order by l.line collate \"C\"), ''), "         \
    "'UTF8')), 'hex') from ("                                                                                          \
    " select concat_ws(' ', 'schema', n.nspname, n.nspowner::regrole, " GRANTS(                                        \
        "n.nspacl", "'n'",                                                                                             \
        "n.nspowner") ") as line"                                                                                      \
                      "   from pg_namespace n where " OURS " and n.nspname <> 'public'"                                \
                      " union all select concat_ws(' ', 'class', n.nspname, c.relname, c.relkind, c.relpersistence, "  \
                      "c.relrowsecurity,"                                                                              \
                      "   c.relforcerowsecurity, c.relowner::regrole, case when c.relkind in ('r', 'p', 'v', 'm') "    \
                      "then " GRANTS("c.relacl", "'r'", "c.relowner") " when c.relkind = 'S' then " GRANTS(            \
                          "c.relacl", "'s'",                                                                           \
                          "c.relowner") " end)"                                                                        \
                                        "   from pg_class c join pg_namespace n on n.oid = c.relnamespace where " OURS \
                                        " union all select concat_ws(' ', 'column', n.nspname, c.relname, "            \
                                        "t.attname, " GRANTS(                                                          \
                                            "t.attacl", "'c'",                                                         \
                                            "c.relowner") ")"                                                          \
                                                          "   from pg_attribute t join pg_class c on c.oid = "         \
                                                          "t.attrelid join pg_namespace n on n.oid = c.relnamespace"   \
                                                          "   where t.attacl is not null and not t.attisdropped "      \
                                                          "and " OURS " union all select concat_ws(' ', 'function', "  \
                                                          "p.oid::regprocedure, p.prosecdef, "                         \
                                                          "p.proowner::regrole, " GRANTS(                              \
                                                              "p.proacl", "'f'",                                       \
                                                              "p.proowner") ") from pg_proc p join pg_namespace n on " \
                                                                            "n.oid = p.pronamespace where " OURS       \
                                                                            " union all select concat_ws(' ', "        \
                                                                            "'policy', p.schemaname, p.tablename, "    \
                                                                            "p.policyname, p.permissive,"              \
                                                                            "   array(select r::text from "            \
                                                                            "unnest(p.roles) r order by 1), p.cmd,"    \
                                                                            "   translate(p.qual, '()', ''), "         \
                                                                            "translate(p.with_check, '()', '')) from " \
                                                                            "pg_policies p"                            \
                                                                            " union all select concat_ws(' ', "        \
                                                                            "'trigger', "                              \
                                                                            "translate(pg_get_triggerdef(t.oid), "     \
                                                                            "'()', ''), t.tgenabled) from pg_trigger " \
                                                                            "t"                                        \
                                                                            "   where not t.tgisinternal) l"

enum err manifest_make(struct db *db, struct arena *a, const char **text)
{
    struct db_result r;
    enum err e =
        db_query(db, a, &r,
                 "select jsonb_pretty(jsonb_build_object('hub', $1::text, 'database', current_database(),"
                 " 'made_at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),"
                 " 'server', current_setting('server_version'),"
                 " 'schema', (select jsonb_build_object('number', v.number, 'name', v.name) from ops.schema_version v"
                 "   order by v.number desc limit 1),"
                 " 'audit', (select jsonb_build_object('seq', h.seq, 'hash', encode(h.hash, 'hex'))"
                 "   from umbrella.audit_head h),"
                 " 'rights', (" RIGHTS "),"
                 " 'tables', (select jsonb_object_agg(t.name, t.n) from (" ROWS ") t)))",
                 "s", HUB_VERSION);
    *text = e ? NULL : db_text(&r, 0, 0);
    return e;
}

static const char compare_sql[] =
    "with m as (select $1::jsonb as j), is_now as (" ROWS "), was as (select w.key as name, w.value::bigint as n"
    "  from m, jsonb_each_text(m.j -> 'tables') w)"
    " select coalesce(w.name, i.name) || ': ' || coalesce(i.n || ' row(s)', 'missing') || ', ' ||"
    "   coalesce(w.n::text, 'not') || ' in the backup' as line"
    "  from was w full join is_now i on i.name = w.name where w.n is distinct from i.n"
    " union all select 'schema: ' || v.name || ', ' || (m.j #>> '{schema,name}') || ' in the backup'"
    "  from m, (select s.name from ops.schema_version s order by s.number desc limit 1) v"
    "  where v.name is distinct from m.j #>> '{schema,name}'"
    " union all select 'audit: the newest event is not that of the backup' from m where not exists (select"
    "  from umbrella.audit_head h where h.seq = (m.j #>> '{audit,seq}')::bigint and encode(h.hash, 'hex') = m.j #>> "
    "'{audit,hash}')"
    " union all select 'owners, grants, policies or triggers are not those of the backup' from m"
    "  where m.j ->> 'rights' is distinct from (" RIGHTS ")"
    " order by 1";

enum err manifest_compare(struct db *db, struct arena *a, const char *manifest, struct buf *out)
{
    struct db_result r;
    enum err e = db_query(db, a, &r, compare_sql, "s", manifest);
    for (int i = 0; !e && i < r.rows; i++)
        buf_printf(out, "%s%s", i ? "\n" : "", db_text(&r, i, 0));
    return e;
}
