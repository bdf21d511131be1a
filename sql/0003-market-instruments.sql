-- Market data that all sections share: instruments, their daily bars and dividends, and rates.
-- Only the owner (hubctl) writes; the sections read.
-- SPDX-License-Identifier: Apache-2.0

grant usage on schema market to hub_margin, hub_home;

create table market.instrument (
  id         bigint generated always as identity primary key,
  symbol     text not null unique check (symbol ~ '^[A-Z0-9^][A-Z0-9.^=_-]{0,31}$'),
  name       text not null check (length(name) between 1 and 200 and name !~ '[[:cntrl:]]'),
  kind       text not null default 'other' check (kind in ('index', 'fund', 'stock', 'other')),
  currency   text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  source     text not null default '' check (length(source) <= 300 and source !~ '[[:cntrl:]]'), -- where the figures come from
  created_at timestamptz not null default now()
);

-- Dollars per share, split-adjusted and not dividend-adjusted, but adj_close, which is the vendor's figure with both.
-- Files of closes leave open, high and low empty.
create table market.daily_bar (
  instrument bigint not null references market.instrument (id) on delete cascade,
  day        date not null check (day between date '1900-01-01' and date '9999-12-31'),
  open       double precision check (open between 1e-9 and 1e12),
  high       double precision check (high between 1e-9 and 1e12),
  low        double precision check (low between 1e-9 and 1e12),
  close      double precision not null check (close between 1e-9 and 1e12),
  adj_close  double precision check (adj_close between 1e-9 and 1e12),
  volume     double precision check (volume between 0 and 1e18),
  primary key (instrument, day),
  constraint low_is_lowest check (low <= least(open, high, close)),
  constraint high_is_highest check (high >= greatest(open, low, close))
);

create table market.dividend (
  instrument bigint not null references market.instrument (id) on delete cascade,
  ex_date    date not null check (ex_date between date '1900-01-01' and date '9999-12-31'),
  amount     double precision not null check (amount > 0 and amount <= 1e6), -- dollars per share of today
  primary key (instrument, ex_date)
);

-- monthly: each rate is the average of the month that begins on its day, so it is known only once the month is over.
create table market.rate_source (
  name    text primary key check (name ~ '^[A-Z0-9][A-Z0-9_]{0,31}$'),
  title   text not null check (length(title) between 1 and 200),
  source  text not null default '' check (length(source) <= 300),
  monthly boolean not null
);

create table market.rate (
  name    text not null references market.rate_source (name) on delete cascade,
  day     date not null check (day between date '1900-01-01' and date '9999-12-31'),
  percent double precision not null check (percent between -50 and 200), -- a year
  primary key (name, day)
);

-- What a program compares with the series it holds in memory: SHA-256 of an instrument's bars and dividends and of the
-- federal funds rates, written in the transaction that changes them.
create table market.data_version (
  instrument bigint primary key references market.instrument (id) on delete cascade,
  version    text not null check (version ~ '^[0-9a-f]{64}$'),
  sessions   bigint not null check (sessions > 0),
  first_day  date not null,
  last_day   date not null check (last_day >= first_day),
  updated_at timestamptz not null default now()
);

grant select on all tables in schema market to hub_margin, hub_home;
