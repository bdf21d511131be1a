-- Schemas, the ledger of migrations, and nothing for PUBLIC.
-- SPDX-License-Identifier: Apache-2.0
revoke all on schema public from public;
alter default privileges revoke all on functions from public;
alter default privileges revoke all on types from public;

create schema umbrella; -- people, sessions, sign-ins
create schema market;   -- instruments, bars, dividends, rates
create schema margin;   -- saved calculations and backtests
create schema ops;      -- the ledger; later jobs, outbox, heartbeats

create table ops.schema_version (
  number     integer primary key check (number > 0),
  name       text not null,
  checksum   text not null check (checksum ~ '^[0-9a-f]{64}$'), -- SHA-256 of the file
  applied_at timestamptz not null default now(),
  applied_by text not null default session_user
);

-- Every worker's /readyz compares the schema with what the worker was made for.
grant usage on schema ops to hub_auth, hub_home, hub_margin;
grant select on ops.schema_version to hub_auth, hub_home, hub_margin;
