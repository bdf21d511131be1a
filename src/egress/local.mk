# SPDX-License-Identifier: Apache-2.0
noinst_LIBRARIES += libegress.a
libegress_a_SOURCES = %D%/message.c %D%/message.h
pkglibexec_PROGRAMS += hub-egress
hub_egress_SOURCES = %D%/main.c %D%/outbox.c %D%/outbox.h %D%/smtp.c %D%/smtp.h
hub_egress_LDADD = libegress.a libdaemon.a libidentity.a libdb.a libbase.a $(CURL_LIBS) $(PQ_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) $(CONFUSE_LIBS)
