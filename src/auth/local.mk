# SPDX-License-Identifier: Apache-2.0
pkglibexec_PROGRAMS += hub-auth
# All but main.c: tests/web/cases.c has them in its own program.
auth_pages = \
  %D%/code.c %D%/confirm.c %D%/email.c %D%/entry.c %D%/entry.h %D%/factor.c %D%/invite.c %D%/newcomer.c %D%/newcomer.h \
  %D%/password.c %D%/qr.c %D%/qr.h %D%/register.c %D%/reset.c %D%/signin.c %D%/verify.c %D%/routes.h
hub_auth_SOURCES = %D%/main.c $(auth_pages)
nodist_EXTRA_hub_auth_SOURCES = force-the-c++-linker.cc
hub_auth_LDADD = libweb.a libidentity.a libdb.a libbase.a \
  $(FCGI_LIBS) $(CTEMPLATE_LIBS) $(PQ_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS) $(ZLIB_LIBS) $(CRYPTO_LIBS) $(OATH_LIBS) $(QRENCODE_LIBS) -lscrypt -lzxcvbn -lunistring -lm
