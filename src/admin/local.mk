# SPDX-License-Identifier: Apache-2.0
pkglibexec_PROGRAMS += hub-admin
noinst_LIBRARIES += libadmin.a
libadmin_a_SOURCES = %D%/approvals.c %D%/audit.c %D%/audit_words.c %D%/audit_words.h %D%/console.c %D%/console.h \
  %D%/people.c %D%/people_store.c %D%/people_store.h %D%/person.c %D%/person.h %D%/routes.h %D%/sessions.c %D%/signins.c %D%/watch_store.c %D%/watch_store.h
libadmin_a_SOURCES += %D%/data.c %D%/data_import.c %D%/data_store.c %D%/data_store.h %D%/upload_store.c %D%/upload_store.h \
  %D%/invitations.c %D%/invitations_list.c %D%/invitations_list.h %D%/invitations_new.c %D%/invitations_store.c %D%/invitations_store.h \
  %D%/jobs.c %D%/jobs_store.c %D%/jobs_store.h %D%/mail.c %D%/mail_store.c %D%/mail_store.h \
  %D%/margin_pages.c %D%/margin_pages_store.c %D%/margin_pages_store.h \
  %D%/overview.c %D%/overview_store.c %D%/overview_store.h \
  %D%/settings.c %D%/settings_store.c %D%/settings_store.h %D%/templates.c %D%/templates_store.c %D%/templates_store.h
hub_admin_SOURCES = %D%/main.c
nodist_EXTRA_hub_admin_SOURCES = force-the-c++-linker.cc
hub_admin_LDADD = libadmin.a libweb.a libmarket.a libcompute.a libengine.a libidentity.a libdb.a libbase.a \
  $(FCGI_LIBS) $(CTEMPLATE_LIBS) $(PQ_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS) $(ZLIB_LIBS) $(CRYPTO_LIBS) \
  -lunistring -lcsv -lm
