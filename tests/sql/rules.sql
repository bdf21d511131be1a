-- rules.sql: rules that hold for every table, view and function of the hub, whoever adds one (pgTAP).
-- SPDX-License-Identifier: Apache-2.0
begin;
set local search_path = public, pg_catalog;
create extension if not exists pgtap;
select plan(9);

create temporary view hub_schema as
  select oid, nspname from pg_namespace where nspname in ('umbrella', 'market', 'margin', 'returns', 'ops');
create temporary view relation as
  select c.*, n.nspname || '.' || c.relname as name from pg_class c join hub_schema n on n.oid = c.relnamespace;

select is_empty($$ select name from relation r where relkind in ('r', 'p') and exists (select from pg_attribute a where a.attrelid = r.oid
    and a.attname = 'user_id') and not (relrowsecurity and relforcerowsecurity) $$,
  'every table with a person''s rows has row-level security, for its owner too');
select ok((select relrowsecurity and relforcerowsecurity from relation where name = 'umbrella.authentication_user'), 'people have it too');
select is_empty($$ select name from relation where relkind = 'v' and not coalesce('security_invoker=true' = any(reloptions), false) $$,
  'every view asks with the rights of who looks');
select is_empty($$ select p.oid::regprocedure from pg_proc p join hub_schema n on n.oid = p.pronamespace where prosecdef
    and not coalesce('search_path=pg_catalog, pg_temp' = any(proconfig), false) $$,
  'every function with its owner''s rights has a fixed search path');
select is_empty($$ select name from relation where pg_get_userbyid(relowner) <> 'hub_owner' and relkind <> 'i'
    union all select p.oid::regprocedure::text from pg_proc p join hub_schema n on n.oid = p.pronamespace
      where pg_get_userbyid(proowner) <> 'hub_owner' $$,
  'hub_owner owns everything');
select is_empty($$ select name from relation, aclexplode(relacl) a where a.grantee = 0
    union all select p.oid::regprocedure::text from pg_proc p join hub_schema n on n.oid = p.pronamespace,
      aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0
    union all select n.nspname from hub_schema n join pg_namespace o on o.oid = n.oid, aclexplode(o.nspacl) a where a.grantee = 0 $$,
  'PUBLIC has nothing');
select is_empty($$ select rolname from pg_roles where rolname like 'hub\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
    or rolreplication or rolinherit and rolname <> 'hub_owner') $$,
  'no role of the hub stands above the rules');
select is((select rolcanlogin from pg_roles where rolname = 'hub_owner'), false, 'nobody logs in as the owner');

-- The whole of what is granted, compared with the list in grants.txt, so that a new right is a decision that shows.
\set expected `grep -v '^#' grants.txt`
create temporary view granted as
  select format('%s: %s %s', a.grantee::regrole, r.name, a.privilege_type) as line from relation r, aclexplode(r.relacl) a where a.grantee <> r.relowner
  union all
  select format('%s: %s %s (%s)', x.grantee::regrole, r.name, x.privilege_type, string_agg(att.attname, ', ' order by att.attnum))
    from relation r join pg_attribute att on att.attrelid = r.oid, aclexplode(att.attacl) x group by x.grantee, r.name, x.privilege_type
  union all
  select format('%s: %s EXECUTE', a.grantee::regrole, p.oid::regprocedure)
    from pg_proc p join hub_schema n on n.oid = p.pronamespace, aclexplode(p.proacl) a where a.grantee <> p.proowner
  union all
  select format('%s: schema %s %s', a.grantee::regrole, o.nspname, a.privilege_type)
    from pg_namespace o join hub_schema n on n.oid = o.oid, aclexplode(o.nspacl) a where a.grantee <> o.nspowner;
select is((select string_agg(line, E'\n' order by line collate "C") from granted), :'expected', 'what is granted is what grants.txt says');

select * from finish();
rollback;
