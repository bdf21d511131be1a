# SPDX-License-Identifier: Apache-2.0
bin_PROGRAMS += hubctl
hubctl_SOURCES = \
  %D%/configuration.c %D%/demo.c %D%/doctor.c %D%/hubctl.h %D%/import.c %D%/main.c %D%/migrate.c %D%/setup.c %D%/user.c
hubctl_LDADD = libidentity.a libmarket.a libdb.a libbase.a $(PQ_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS) -lscrypt -lzxcvbn -lcsv -lm
