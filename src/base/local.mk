# SPDX-License-Identifier: Apache-2.0
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
  %D%/arena.c %D%/arena.h %D%/certificate.c %D%/certificate.h %D%/child.c %D%/child.h %D%/clock.h %D%/csv.c %D%/csv.h %D%/csv_write.c %D%/csv_write.h %D%/day.c %D%/day.h %D%/email.c %D%/email.h %D%/err.h %D%/file.c %D%/file.h %D%/gzip.c %D%/gzip.h %D%/json.c %D%/json.h %D%/log.c %D%/log.h \
  %D%/num.c %D%/num.h %D%/planes.c %D%/planes.h %D%/problem.c %D%/problem.h %D%/rng.c %D%/rng.h %D%/settings.c %D%/settings.h %D%/str.c %D%/str.h %D%/zstd.c %D%/zstd.h
