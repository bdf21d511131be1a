-- Mails that strangers can have sent to an address which is not theirs (a reset, a registration with a known address): at most
-- three of a kind to one address in an hour. And one in a minute: a form that is sent twice is one mail, whose link stays good.
-- SPDX-License-Identifier: Apache-2.0

create index outbox_to_idx on ops.outbox (lower(to_address), created_at);

-- Ask in the transaction that queues the mail: of two at once the second waits for the first.
create function ops.mail_is_due(kind text, to_address text) returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('mail ' || mail_is_due.kind || ' ' || lower(mail_is_due.to_address), 0));
  return (select count(*) < 3 and coalesce(max(o.created_at) < now() - interval '1 minute', true) from ops.outbox o where lower(o.to_address) = lower(mail_is_due.to_address)
           and o.kind = mail_is_due.kind and o.created_at > now() - interval '1 hour');
end $$;
grant execute on function ops.mail_is_due(text, text) to hub_auth, hub_jobs;
