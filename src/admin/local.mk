# SPDX-License-Identifier: Apache-2.0
pkglibexec_PROGRAMS += hub-admin
noinst_LIBRARIES += libadmin.a
libadmin_a_SOURCES = %D%/console.c %D%/console.h %D%/routes.h %D%/sessions.c %D%/watch_store.c %D%/watch_store.h
hub_admin_SOURCES = %D%/main.c
nodist_EXTRA_hub_admin_SOURCES = force-the-c++-linker.cc
hub_admin_LDADD = libadmin.a libweb.a libmarket.a libcompute.a libengine.a libidentity.a libdb.a libbase.a \
  $(FCGI_LIBS) $(CTEMPLATE_LIBS) $(PQ_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS) $(ZLIB_LIBS) $(CRYPTO_LIBS) \
  -lscrypt -lzxcvbn -lunistring -lcsv -lm
