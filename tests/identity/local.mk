# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += %D%/mail.test %D%/registration.test %D%/password.test %D%/seal.test %D%/second_factor.test %D%/session.test %D%/signin.test
identity_libs = libidentity.a libdb.a libbase.a $(PQ_LIBS) $(SODIUM_LIBS) $(CRYPTO_LIBS) $(OATH_LIBS) $(CMOCKA_LIBS) -lscrypt -lzxcvbn -lunistring -lm
%C%_mail_test_SOURCES = %D%/mail.c %D%/people.c %D%/people.h
%C%_mail_test_LDADD = $(identity_libs)
%C%_registration_test_SOURCES = %D%/registration.c %D%/people.c %D%/people.h
%C%_registration_test_LDADD = $(identity_libs)
%C%_password_test_SOURCES = %D%/password.c
%C%_password_test_LDADD = $(identity_libs)
%C%_seal_test_SOURCES = %D%/seal.c %D%/keys.h
%C%_seal_test_LDADD = $(identity_libs)
%C%_second_factor_test_SOURCES = %D%/second_factor.c %D%/keys.h %D%/people.c %D%/people.h
%C%_second_factor_test_LDADD = $(identity_libs)
%C%_session_test_SOURCES = %D%/session.c %D%/people.c %D%/people.h
%C%_session_test_LDADD = $(identity_libs)
%C%_signin_test_SOURCES = %D%/signin.c %D%/people.c %D%/people.h
%C%_signin_test_LDADD = $(identity_libs)
