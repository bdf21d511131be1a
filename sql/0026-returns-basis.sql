-- What a saved analysis is computed from may be neither prices nor total return: a file need not say.
-- SPDX-License-Identifier: Apache-2.0

alter table returns.analysis drop constraint analysis_basis_check, add check (basis in ('total', 'price', 'given'));
