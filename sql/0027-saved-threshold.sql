-- A saved backtest of the profile original has any threshold from 0 to 1,000,000 %: the original refused none.
-- SPDX-License-Identifier: Apache-2.0

alter table margin.historical_backtest_savedbacktestresult
  drop constraint historical_backtest_savedbacktestresult_profit_threshold_check,
  alter column profit_threshold type numeric,
  add check (profit_threshold >= 0);
