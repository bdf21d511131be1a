# SPDX-License-Identifier: Apache-2.0
bin_PROGRAMS += hubctl
hubctl_SOURCES = \
  %D%/archive.c %D%/archive.h %D%/audit.c %D%/backup.c %D%/command.c %D%/compute.c %D%/compute.h %D%/compute_returns.c %D%/configuration.c %D%/demo.c %D%/doctor.c %D%/doctor.h %D%/doctor_files.c %D%/hubctl.h %D%/import.c %D%/import_django.c %D%/import_django.h %D%/import_django_file.c %D%/import_django_margin.c %D%/import_django_people.c %D%/job.c %D%/invite.c %D%/mail.c %D%/main.c %D%/manifest.c %D%/manifest.h %D%/migrate.c %D%/print.c %D%/queue.c %D%/queue.h %D%/restore.c %D%/session.c %D%/setting.c %D%/setup.c %D%/user.c %D%/user.h %D%/user_change.c %D%/user_list.c
hubctl_LDADD = libcompute.a libidentity.a libmarket.a libengine.a libdb.a libbase.a $(PQ_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS) $(CRYPTO_LIBS) $(SQLITE_LIBS) $(ZLIB_LIBS) -lscrypt -lzxcvbn -lunistring -lcsv -lm
