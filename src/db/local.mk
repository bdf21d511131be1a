# SPDX-License-Identifier: Apache-2.0
noinst_LIBRARIES += libdb.a
libdb_a_SOURCES = %D%/db.c %D%/db.h %D%/db_value.c %D%/heartbeat.c %D%/heartbeat.h %D%/migrate.c %D%/migrate.h
