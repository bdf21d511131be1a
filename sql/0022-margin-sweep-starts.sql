-- What every single start came to, of a surface that a job computed: it took too long to be computed again for a download.
-- SPDX-License-Identifier: Apache-2.0

-- A zstd frame of each CSV file, kept and forgotten with the answer.
alter table margin.sweep_answer
  add multiple   bytea check (substr(multiple, 1, 4) = '\x28b52ffd'),
  add drawdown   bytea check (substr(drawdown, 1, 4) = '\x28b52ffd'),
  add first_call bytea check (substr(first_call, 1, 4) = '\x28b52ffd');
alter table margin.sweep_answer
  alter column multiple set storage external, alter column drawdown set storage external, alter column first_call set storage external;

-- Beside an answer that is kept already. False: there is none.
create function margin.sweep_starts_put(session uuid, multiple bytea, drawdown bytea, first_call bytea) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update margin.sweep_answer a
     set multiple = sweep_starts_put.multiple, drawdown = sweep_starts_put.drawdown, first_call = sweep_starts_put.first_call
   where a.session_id = sweep_starts_put.session;
  return found;
end $$;
grant execute on function margin.sweep_starts_put(uuid, bytea, bytea, bytea) to hub_jobs;
