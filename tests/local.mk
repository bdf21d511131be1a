# SPDX-License-Identifier: Apache-2.0
# One fragment per directory of tests; each names its check_PROGRAMS.
include tests/base/local.mk
include tests/engine/local.mk
include tests/compute/local.mk
include tests/db/local.mk
include tests/market/local.mk
include tests/admin/local.mk
include tests/home/local.mk
include tests/identity/local.mk
include tests/egress/local.mk
include tests/web/local.mk
include tests/margin/local.mk
include tests/returns/local.mk
include tests/bench/local.mk
include tests/fuzz/local.mk
