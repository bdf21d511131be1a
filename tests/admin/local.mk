# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += %D%/invitations_list.test
%C%_invitations_list_test_SOURCES = %D%/invitations_list.c src/admin/invitations_list.c
%C%_invitations_list_test_LDADD = libidentity.a libmarket.a libdb.a libbase.a $(PQ_LIBS) $(SODIUM_LIBS) $(CRYPTO_LIBS) $(CMOCKA_LIBS) \
  -lscrypt -lzxcvbn -lunistring -lcsv -lm
