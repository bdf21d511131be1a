-- A person's own series as instruments of their backtests: under the symbol that they gave it, behind "MY.". Nobody else sees them.
-- SPDX-License-Identifier: Apache-2.0

-- No instrument of the hub looks like one. (Not of those that may be there already.)
alter table market.instrument add constraint symbol_is_of_the_hub check (symbol !~ '^MY\.') not valid;

-- Of a person: their daily series with a symbol. The version tells this series, as it is now, from every other.
create function returns.instruments_of(person bigint)
  returns table (series bigint, version integer, symbol text, name text, source text, data_version text, first_day date, last_day date, sessions integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select s.id, v.number, 'MY.' || s.symbol, s.name, case when s.source = '' then 'your own series' else 'your own series, ' || s.source end,
           encode(sha256(convert_to(s.series_id || ' ' || v.number || ' ' || v.content_hash, 'UTF8')), 'hex'), v.first_day, v.last_day, v.n_rows
      from returns.series s join returns.series_version v on v.series = s.id and v.number = s.version
     where s.user_id = person and s.symbol is not null and s.deleted_at is null and v.frequency = 'daily';
  end;
create function returns.instruments() returns table (symbol text, name text, source text, first_day date, last_day date, sessions integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select i.symbol, i.name, i.source, i.first_day, i.last_day, i.sessions from returns.instruments_of(umbrella.uid()) i order by i.symbol;
  end;
-- One of them with its columns; `person` is asked for by jobs only, which work for whoever ordered them.
create function returns.instrument_of(person bigint, symbol text)
  returns table (data bytea, kind text, symbol text, name text, source text, data_version text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select v.data, v.kind, i.symbol, i.name, i.source, i.data_version
      from returns.instruments_of(person) i join returns.series_version v on v.series = i.series and v.number = i.version
     where i.symbol = instrument_of.symbol;
  end;
create function returns.instrument(symbol text)
  returns table (data bytea, kind text, symbol text, name text, source text, data_version text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select i.data, i.kind, i.symbol, i.name, i.source, i.data_version from returns.instrument_of(umbrella.uid(), symbol) i;
  end;

-- A new file takes the place of what waited too long, as well.
create or replace function returns.draft_room() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(4718002000000000000 + new.user_id);
  delete from returns.draft d where d.user_id = new.user_id and (d.created_at < now() - interval '50 minutes' or d.id in
    (select k.id from returns.draft k where k.user_id = new.user_id order by k.created_at desc, k.id desc offset 4));
  return new;
end $$;

grant usage on schema returns to hub_margin, hub_jobs;
grant execute on function returns.instruments(), returns.instrument(text) to hub_margin;
grant execute on function returns.instrument_of(bigint, text) to hub_jobs;
