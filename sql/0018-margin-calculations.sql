-- The calculator's kept answers: rights, a name and a note, what makes a form sent twice one row, the undo of a deletion, and the
-- figures that their list is sorted by. The limits of the inputs are those of margin.calculate.
-- SPDX-License-Identifier: Apache-2.0

-- A figure of the answer; null where it has none, or where the row came from the old system with another answer.
create function margin.answer_figure(results jsonb, name text) returns double precision language sql immutable
  return case jsonb_typeof(results -> 'metrics' -> name) when 'number' then (results -> 'metrics' ->> name)::double precision end;

alter table margin.margin_calculator_margincalculation
  drop constraint margin_calculator_margincalculation_interest_rate_check,
  drop constraint margin_calculator_margincalculation_holding_period_check,
  add constraint interest_rate_fits check (interest_rate between 0 and 30),
  add constraint holding_period_fits check (holding_period between 1 and 360),
  add calculation_id uuid not null unique default gen_random_uuid(),
  add name text check (length(name) between 1 and 200 and name = btrim(name)),
  add note text check (length(note) between 1 and 2000),
  add idem_key uuid not null default gen_random_uuid(),
  add deleted_at timestamptz,
  add call_price double precision generated always as (margin.answer_figure(results, 'margin_call_price')) stored,
  add breakeven double precision generated always as (margin.answer_figure(results, 'breakeven_price')) stored,
  add unique (user_id, idem_key);

-- A person keeps at most 500 calculations. Two that are saved at once count each other. Out of places: check_violation, constraint
-- "calculation_quota". Rows of nobody, from the old system, do not count.
create function margin.calculation_count() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.deleted_at is not null or tg_op = 'UPDATE' and old.deleted_at is null then
    return new;
  end if;
  perform pg_advisory_xact_lock(4718001800000000000 + new.user_id);
  if (select count(*) from margin.margin_calculator_margincalculation c where c.user_id = new.user_id and c.deleted_at is null) >= 500 then
    raise check_violation using message = 'no place left for a calculation', constraint = 'calculation_quota';
  end if;
  return new;
end $$;
revoke all on function margin.calculation_count() from public;
create trigger calculation_count before insert or update of deleted_at on margin.margin_calculator_margincalculation
  for each row when (new.user_id is not null) execute function margin.calculation_count();

drop policy own on margin.margin_calculator_margincalculation;
create policy own on margin.margin_calculator_margincalculation for select to hub_margin
  using (user_id = (select umbrella.uid()));
create policy own_insert on margin.margin_calculator_margincalculation for insert to hub_margin
  with check (user_id = (select umbrella.uid()));
create policy own_update on margin.margin_calculator_margincalculation for update to hub_margin
  using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
-- What was deleted can be brought back for a day; after that it may be cleared away.
create policy own_purge on margin.margin_calculator_margincalculation for delete to hub_margin
  using (user_id = (select umbrella.uid()) and deleted_at < now() - interval '1 day');
-- The trigger works as the owner, whom FORCE would otherwise shut out.
create policy keeper on margin.margin_calculator_margincalculation for select to hub_owner using (true);

grant select, insert, delete on margin.margin_calculator_margincalculation to hub_margin;
-- A kept answer is never changed; only its name, its note and whether it is deleted.
grant update (name, note, updated_at, deleted_at) on margin.margin_calculator_margincalculation to hub_margin;
grant execute on function margin.answer_figure(jsonb, text) to hub_margin;
