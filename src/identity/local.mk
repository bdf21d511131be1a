# SPDX-License-Identifier: Apache-2.0
noinst_LIBRARIES += libidentity.a
libidentity_a_SOURCES = \
  %D%/password.c %D%/password.h %D%/password_link.c %D%/person.c %D%/person.h %D%/session.c %D%/session.h \
  %D%/signin.c %D%/signin.h %D%/throttle.c %D%/throttle.h %D%/token.c %D%/token.h
