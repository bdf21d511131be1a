# SPDX-License-Identifier: Apache-2.0
pkglibexec_PROGRAMS += hub-home
# All but main.c: tests/web/cases.c has them in its own program.
home_pages = \
  %D%/account.c %D%/account.h %D%/account_store.c %D%/account_store.h %D%/api.c %D%/dashboard.c %D%/export.c \
  %D%/export_store.c %D%/export_store.h %D%/help.c %D%/home_store.c %D%/home_store.h %D%/invitations.c \
  %D%/leave.c %D%/phone.c %D%/phone.h %D%/profile.c %D%/routes.h %D%/sessions.c %D%/signins.c %D%/tokens.c
hub_home_SOURCES = %D%/main.c $(home_pages)
nodist_hub_home_SOURCES = %D%/openapi.c
nodist_EXTRA_hub_home_SOURCES = force-the-c++-linker.cc
hub_home_LDADD = libweb.a libmarket.a libcompute.a libengine.a libidentity.a libdb.a libbase.a \
  $(FCGI_LIBS) $(CTEMPLATE_LIBS) $(PQ_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS) $(ZLIB_LIBS) $(ZSTD_LIBS) -lunistring -lm

# The API's description travels inside the program, so that page and program cannot differ.
%D%/openapi.c: docs/openapi.json
	$(AM_V_GEN)$(MKDIR_P) %D% && { echo '#include "home/routes.h"'; echo 'const char openapi_json[] ='; \
	  sed 's/["\\]/\\&/g; s/.*/  "&\\n"/' $(top_srcdir)/docs/openapi.json; echo ';'; } > $@
CLEANFILES += %D%/openapi.c
EXTRA_DIST += docs/openapi.json
