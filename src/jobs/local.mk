# SPDX-License-Identifier: Apache-2.0
pkglibexec_PROGRAMS += hub-jobs
hub_jobs_SOURCES = %D%/account_mail.c %D%/audit.c %D%/housekeeping.c %D%/invite_many.c %D%/job.h %D%/kinds.c %D%/main.c %D%/margin_sweep.c %D%/runner.c %D%/runner.h
hub_jobs_LDADD = libdaemon.a libidentity.a libmarket.a libcompute.a libengine.a libdb.a libbase.a $(PQ_LIBS) \
  $(JSON_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS) $(ZLIB_LIBS) $(ZSTD_LIBS) -lunistring -lm
