-- What single pages of the console need beyond migration 9: files that were checked and wait for the button that stores them,
-- the words of mails, mails to try the mail server, notes of backups, instruments that go; and the setting that limits saved results.
-- SPDX-License-Identifier: Apache-2.0

-- A time as lists show it: to the minute, UTC.
create function umbrella.minute(at timestamptz) returns text language sql stable
  return to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI');

-- A list of invitations or a data file between its check and the button "send" or "store": never served again, gone when it is
-- used, or after a day. Whoever takes the row does the work: a form that is sent a hundred times is done once.
create table umbrella.upload (
  id         uuid primary key default gen_random_uuid(),
  user_id    bigint not null references umbrella.authentication_user (id) on delete cascade,
  purpose    text not null check (purpose in ('invitations', 'market')),
  name       text not null check (length(name) <= 300), -- of the file, only to be shown
  fields     jsonb not null,
  bytes      bytea not null check (octet_length(bytes) <= 11534336),
  created_at timestamptz not null default now()
);
create index upload_user_idx on umbrella.upload (user_id, created_at);
alter table umbrella.upload alter column bytes set storage external;
alter table umbrella.upload enable row level security;
alter table umbrella.upload force row level security;
create policy all_rows on umbrella.upload to hub_owner using (true) with check (true);
create policy own on umbrella.upload to hub_admin using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
grant select, insert, delete on umbrella.upload to hub_admin;

-- What hubctl backup and restore note, so that the console can say how old the last backup is and whether it was tried.
create table ops.backup (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  file        text not null check (length(file) between 1 and 1000),
  bytes       bigint not null check (bytes >= 0),
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  verified_at timestamptz
);
create index backup_at_idx on ops.backup (at);
grant select on ops.backup to hub_admin;

-- A test mail to oneself; its number.
create function umbrella.console_mail_test(mail_subject text, mail_text text, mail_html text) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(false);
  address text;
  mail bigint;
begin
  select u.email into address from umbrella.authentication_user u where u.id = me;
  mail := ops.mail_add('test', address, mail_subject, mail_text, mail_html, me, null);
  perform umbrella.audit_append('mail.test', 'mail', mail::text, address, null, null);
  return mail;
end $$;

-- The words of a mail with its links cut; no row: there is no such mail.
create function ops.mail_shown(mail bigint) returns table (body_text text, body_html text) language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select ops.mail_without_links(m.body_text), ops.mail_without_links(m.body_html) from ops.outbox m where m.id = mail;
  end;
-- The same with its links, for superusers: a way into somebody else's account, so each look is on record.
create function umbrella.console_mail_links(mail bigint) returns table (body_text text, body_html text)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  m ops.outbox;
begin
  perform umbrella.require_staff(true);
  select * into m from ops.outbox k where k.id = mail;
  if not found then
    return;
  end if;
  perform umbrella.audit_append('mail.read_links', 'mail', mail::text, m.to_address, null, null);
  return query select m.body_text, m.body_html;
end $$;

-- outcome: done, unknown, used (somebody's saved backtest is of it, and could not be run again).
create function umbrella.console_instrument_delete(wanted text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me bigint := umbrella.require_staff(true);
  i market.instrument;
  days bigint;
begin
  select * into i from market.instrument m where m.symbol = wanted for update;
  if not found then
    return 'unknown';
  elsif exists (select from margin.historical_backtest_savedbacktestresult s where s.ticker = wanted and s.deleted_at is null) then
    return 'used';
  end if;
  select count(*) into days from market.daily_bar b where b.instrument = i.id;
  delete from market.instrument m where m.id = i.id;
  perform umbrella.audit_append('market.delete', 'instrument', wanted, wanted, to_jsonb(i) || jsonb_build_object('days', days), null);
  return 'done';
end $$;
create policy keeper on margin.historical_backtest_savedbacktestresult for select to hub_owner using (true);

-- Places for saved results: the least of what the tables, hub.conf (hub.saved_quota) and the console's setting allow.
create function margin.saved_places() returns integer language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select least(50, coalesce(nullif(current_setting('hub.saved_quota', true), '')::integer, 50),
                 umbrella.setting_integer('saved_results_quota'));
  end;
create or replace function margin.saved_count() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    most  constant integer := margin.saved_places();
    was   constant boolean := tg_op <> 'INSERT' and old.deleted_at is null;
    stays constant boolean := tg_op <> 'DELETE' and new.deleted_at is null;
begin
    if stays and not was then
        insert into margin.quota as q (user_id, n) select new.user_id, 1 where most >= 1
            on conflict (user_id) do update set n = q.n + 1 where q.n < most;
        if not found then
            raise check_violation using message = 'no place left for a saved result', constraint = 'saved_quota';
        end if;
    elsif was and not stays then
        update margin.quota set n = n - 1 where user_id = old.user_id;
    end if;
    return null;
end $$;

grant execute on function margin.saved_places() to hub_margin, hub_admin;
grant execute on function umbrella.minute(timestamptz), umbrella.role_rank(text), ops.mail_shown(bigint), umbrella.console_mail_links(bigint),
  umbrella.console_mail_test(text, text, text), umbrella.console_instrument_delete(text) to hub_admin;
