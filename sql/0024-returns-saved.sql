-- Saved analyses: what their series were called, and the series for those to whom an analysis is shown.
-- SPDX-License-Identifier: Apache-2.0

alter table returns.analysis_input drop constraint analysis_input_role_check, drop constraint analysis_input_place_check,
  add check (role in ('series', 'benchmark', 'risk_free', 'currency', 'inflation')), add check (place between 0 and 32),
  add name text not null default '' check (length(name) <= 200); -- at the last run: a new name changes no figure and no hash

-- One's own series of an analysis in the versions that it was computed from, for whoever may look at it: its owner, the team where it
-- is shared with them, and the link of this transaction (`analysis` null). Of a series that is deleted nothing is shown.
create function returns.analysis_series(analysis uuid)
  returns table (series_id uuid, version integer, name text, kind text, data bytea)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select s.series_id, v.number, i.name, v.kind, v.data
      from returns.analysis a join returns.analysis_input i on i.analysis = a.id
      join returns.series s on s.id = i.series join returns.series_version v on v.series = i.series and v.number = i.version
     where a.deleted_at is null and s.deleted_at is null
       and case when analysis_series.analysis is null then a.id = returns.link_analysis()
                else a.analysis_id = analysis_series.analysis
                     and (a.user_id = umbrella.uid() or (a.shared_at is not null and umbrella.uid() is not null)) end
     order by i.place;
  end;

-- Take a link back by its token's hash, for who has no list of links. As returns.link_revoke(bigint).
create function returns.link_revoke(token_hash bytea) returns uuid language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select returns.link_revoke((select l.id from returns.share_link l
                                 where l.token_hash = link_revoke.token_hash and l.user_id = umbrella.uid()));
  end;

grant execute on function returns.analysis_series(uuid), returns.link_revoke(bytea) to hub_returns;
