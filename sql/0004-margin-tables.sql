-- SPDX-License-Identifier: Apache-2.0
-- The margin section's tables, under the names and columns that people's data and reports are written against.
-- Every row that belongs to a person is seen by that person only: row-level security asks the database who the
-- session belongs to (umbrella.uid()), so a fault in the program cannot show one person's results to another.

grant usage on schema margin to hub_margin, hub_home;

-- The calculator's kept answers. No program writes them yet, so nobody has rights on them.
create table margin.margin_calculator_margincalculation (
    id                bigint generated always as identity primary key,
    user_id           bigint references umbrella.authentication_user (id) on delete cascade,
    ticker            text not null check (length(ticker) between 1 and 40),
    investment_amount numeric(18,4) not null check (investment_amount > 0),
    leverage          double precision not null check (leverage between 1 and 7),
    current_price     numeric(18,4) not null check (current_price > 0),
    account_type      text not null check (account_type in ('reg_t', 'portfolio')),
    position_type     text not null check (position_type in ('Long', 'Short')),
    interest_rate     double precision not null check (interest_rate between 1 and 10),
    holding_period    integer not null check (holding_period between 1 and 60),
    results           jsonb not null,
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now()
);
create index on margin.margin_calculator_margincalculation (user_id, created_at desc);

-- Answers that may be thrown away at any time, so they are not logged and not in the backup.
create unlogged table margin.historical_backtest_backtestcache (
    id         bigint generated always as identity primary key,
    cache_key  text not null unique check (cache_key ~ '^[0-9a-f]{32}$'),
    etf        text not null,
    mode       text not null,
    parameters json not null,
    results    bytea not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null default now() + interval '24 hours'
);
alter table margin.historical_backtest_backtestcache alter column results set storage external;
create index on margin.historical_backtest_backtestcache (expires_at);

-- One row for each backtest that was run: what was asked. The answer takes microseconds, so it is computed again
-- when the page is opened.
create table margin.historical_backtest_backtestsession (
    id                bigint generated always as identity primary key,
    session_id        uuid not null unique default gen_random_uuid(),
    user_id           bigint not null references umbrella.authentication_user (id) on delete cascade,
    mode              text not null
                      check (mode in ('liquidation_reentry', 'fresh_capital', 'profit_threshold', 'passive_hold', 'constant_leverage')),
    etf               text not null check (length(etf) between 1 and 40),
    start_date        date not null,
    end_date          date not null,
    parameters        json not null,
    status            text not null check (status in ('pending', 'running', 'completed', 'error')),
    created_at        timestamptz not null default now(),
    completed_at      timestamptz,
    execution_time_ms double precision check (execution_time_ms >= 0),
    check (start_date <= end_date),
    check ((status in ('completed', 'error')) = (completed_at is not null))
);
create index on margin.historical_backtest_backtestsession (user_id, created_at desc);

-- Saved answers, whole: gzip of the JSON answer, stored as it is, since it is compressed already.
create table margin.historical_backtest_savedbacktestresult (
    id                 bigint generated always as identity primary key,
    result_id          uuid not null unique default gen_random_uuid(),
    user_id            bigint not null references umbrella.authentication_user (id) on delete cascade,
    user_email         text not null,
    name               text not null check (length(name) between 1 and 200 and name = btrim(name)),
    description        text check (length(description) between 1 and 2000),
    mode               text not null
                       check (mode in ('liquidation_reentry', 'fresh_capital', 'profit_threshold', 'passive_hold', 'constant_leverage')),
    ticker             text not null check (length(ticker) between 1 and 40),
    start_date         date not null,
    end_date           date not null,
    leverage           double precision not null check (leverage > 0),
    account_type       text not null check (account_type in ('reg_t', 'portfolio')),
    initial_investment numeric not null check (initial_investment > 0),
    profit_threshold   numeric(9,4) check (profit_threshold > 0),
    results_data       bytea not null check (substr(results_data, 1, 2) = '\x1f8b'),
    engine_version     text not null,
    data_version       text not null check (data_version ~ '^[0-9a-f]{64}$'),
    inputs_hash        text not null check (inputs_hash ~ '^[0-9a-f]{64}$'),
    result_hash        text not null check (result_hash ~ '^[0-9a-f]{64}$'),
    -- Figures for the list and the dashboard; null where one could not be computed.
    final_equity       double precision,
    total_return_pct   double precision,
    cagr_pct           double precision,
    max_drawdown_pct   double precision,
    total_liquidations integer check (total_liquidations >= 0),
    idem_key           uuid not null,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    deleted_at         timestamptz,
    unique (user_id, idem_key),
    check (start_date <= end_date)
);
alter table margin.historical_backtest_savedbacktestresult alter column results_data set storage external;
create index on margin.historical_backtest_savedbacktestresult (user_id, created_at desc) where deleted_at is null;

-- How many saved results a person has. Only the trigger below writes it: a hundred saves at once wait for each other
-- on this row, so exactly as many are kept as there are places.
create table margin.quota (
    user_id bigint primary key references umbrella.authentication_user (id) on delete cascade,
    n       integer not null check (n between 0 and 50)
);

-- A result takes a place when it is saved or restored and gives it back when it is deleted. An installation may allow
-- fewer than 50 (hub.saved_quota, set for the transaction). Out of places: check_violation, constraint "saved_quota".
create function margin.saved_count() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    most  constant integer := least(50, coalesce(nullif(current_setting('hub.saved_quota', true), '')::integer, 50));
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
revoke all on function margin.saved_count() from public;
create trigger saved_count after insert or delete or update of deleted_at
    on margin.historical_backtest_savedbacktestresult for each row execute function margin.saved_count();

alter table margin.margin_calculator_margincalculation enable row level security;
alter table margin.margin_calculator_margincalculation force row level security;
alter table margin.historical_backtest_backtestsession enable row level security;
alter table margin.historical_backtest_backtestsession force row level security;
alter table margin.historical_backtest_savedbacktestresult enable row level security;
alter table margin.historical_backtest_savedbacktestresult force row level security;
alter table margin.quota enable row level security;
alter table margin.quota force row level security;

create policy own on margin.margin_calculator_margincalculation to hub_margin
    using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
create policy own on margin.historical_backtest_backtestsession to hub_margin
    using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
create policy own_read on margin.historical_backtest_backtestsession for select to hub_home
    using (user_id = (select umbrella.uid()));

create policy own on margin.historical_backtest_savedbacktestresult for select to hub_margin, hub_home
    using (user_id = (select umbrella.uid()));
create policy own_insert on margin.historical_backtest_savedbacktestresult for insert to hub_margin
    with check (user_id = (select umbrella.uid()));
create policy own_update on margin.historical_backtest_savedbacktestresult for update to hub_margin
    using (user_id = (select umbrella.uid())) with check (user_id = (select umbrella.uid()));
-- What was deleted can be brought back for a day; after that it may be cleared away.
create policy own_purge on margin.historical_backtest_savedbacktestresult for delete to hub_margin
    using (user_id = (select umbrella.uid()) and deleted_at < now() - interval '1 day');

create policy own_read on margin.quota for select to hub_margin using (user_id = (select umbrella.uid()));
-- The trigger works as the owner, whom FORCE would otherwise shut out.
create policy keeper on margin.quota to hub_owner using (true) with check (true);

grant select, insert on margin.historical_backtest_backtestsession to hub_margin;
grant select, insert, delete on margin.historical_backtest_savedbacktestresult to hub_margin;
-- A saved answer is never changed; only its name, its note and whether it is deleted.
grant update (name, description, updated_at, deleted_at) on margin.historical_backtest_savedbacktestresult to hub_margin;
grant select on margin.quota to hub_margin;

grant select on margin.historical_backtest_backtestsession to hub_home;
grant select (result_id, user_id, name, description, mode, ticker, start_date, end_date, leverage, account_type, initial_investment,
              final_equity, total_return_pct, cagr_pct, max_drawdown_pct, total_liquidations, created_at, updated_at, deleted_at)
    on margin.historical_backtest_savedbacktestresult to hub_home;
