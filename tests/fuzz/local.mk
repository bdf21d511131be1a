# SPDX-License-Identifier: Apache-2.0
# libFuzzer targets, one per parser; seeds in corpus/<target>. Only with ./configure --enable-fuzz CC=clang CXX=clang++.
EXTRA_DIST += %D%/corpus %D%/fuzz.h
fuzz_programs =
if FUZZ
fuzz_flags = $(AM_LDFLAGS) -fsanitize=fuzzer
fuzz_programs += %D%/backtest_answer.fuzz %D%/backtest_request.fuzz %D%/series_file.fuzz
fuzz_programs += %D%/kelly_request.fuzz
fuzz_programs += %D%/cookie.fuzz %D%/csv.fuzz %D%/form.fuzz %D%/invite_list.fuzz %D%/json.fuzz %D%/mail.fuzz %D%/multipart.fuzz %D%/number.fuzz %D%/path.fuzz %D%/query.fuzz %D%/session.fuzz
check_PROGRAMS += $(fuzz_programs)
fuzz_compute = libcompute.a libengine.a libbase.a $(JSON_LIBS) $(SODIUM_LIBS) -lm
%C%_backtest_answer_fuzz_SOURCES = %D%/backtest_answer.c
%C%_backtest_answer_fuzz_LDFLAGS = $(fuzz_flags)
%C%_backtest_answer_fuzz_LDADD = $(fuzz_compute)
%C%_backtest_request_fuzz_SOURCES = %D%/backtest_request.c
%C%_backtest_request_fuzz_LDFLAGS = $(fuzz_flags)
%C%_backtest_request_fuzz_LDADD = $(fuzz_compute)
%C%_kelly_request_fuzz_SOURCES = %D%/kelly_request.c
%C%_kelly_request_fuzz_LDFLAGS = $(fuzz_flags)
%C%_kelly_request_fuzz_LDADD = $(fuzz_compute)
%C%_series_file_fuzz_SOURCES = %D%/series_file.c
%C%_series_file_fuzz_LDFLAGS = $(fuzz_flags)
%C%_series_file_fuzz_LDADD = $(fuzz_compute)
%C%_cookie_fuzz_SOURCES = %D%/cookie.c
%C%_cookie_fuzz_LDFLAGS = $(fuzz_flags)
%C%_cookie_fuzz_LDADD = libweb.a libbase.a
%C%_csv_fuzz_SOURCES = %D%/csv.c
%C%_csv_fuzz_LDFLAGS = $(fuzz_flags)
%C%_csv_fuzz_LDADD = libmarket.a libbase.a -lcsv -lm
%C%_form_fuzz_SOURCES = %D%/form.c
nodist_EXTRA_%C%_form_fuzz_SOURCES = force-the-c++-linker.cc
%C%_form_fuzz_LDFLAGS = $(fuzz_flags)
%C%_form_fuzz_LDADD = libweb.a libbase.a $(CTEMPLATE_LIBS) $(JSON_LIBS) -lm
%C%_invite_list_fuzz_SOURCES = %D%/invite_list.c src/admin/invitations_list.c
%C%_invite_list_fuzz_LDFLAGS = $(fuzz_flags)
%C%_invite_list_fuzz_LDADD = libidentity.a libmarket.a libdb.a libbase.a $(SODIUM_LIBS) $(CRYPTO_LIBS) $(PQ_LIBS) -lscrypt -lzxcvbn -lunistring -lcsv -lm
%C%_json_fuzz_SOURCES = %D%/json.c
%C%_json_fuzz_LDFLAGS = $(fuzz_flags)
%C%_json_fuzz_LDADD = libbase.a $(JSON_LIBS) -lm
%C%_mail_fuzz_SOURCES = %D%/mail.c
%C%_mail_fuzz_LDFLAGS = $(fuzz_flags)
%C%_mail_fuzz_LDADD = libidentity.a libdb.a libbase.a $(SODIUM_LIBS) $(PQ_LIBS) -lunistring -lm
%C%_multipart_fuzz_SOURCES = %D%/multipart.c
%C%_multipart_fuzz_LDFLAGS = $(fuzz_flags)
%C%_multipart_fuzz_LDADD = libweb.a libbase.a
%C%_number_fuzz_SOURCES = %D%/number.c
%C%_number_fuzz_LDFLAGS = $(fuzz_flags)
%C%_number_fuzz_LDADD = libbase.a -lm
%C%_path_fuzz_SOURCES = %D%/path.c
%C%_path_fuzz_LDFLAGS = $(fuzz_flags)
%C%_path_fuzz_LDADD = libweb.a libbase.a
%C%_query_fuzz_SOURCES = %D%/query.c
%C%_query_fuzz_LDFLAGS = $(fuzz_flags)
%C%_query_fuzz_LDADD = libweb.a libbase.a
%C%_session_fuzz_SOURCES = %D%/session.c
%C%_session_fuzz_LDFLAGS = $(fuzz_flags)
%C%_session_fuzz_LDADD = libidentity.a libdb.a libbase.a $(SODIUM_LIBS) $(PQ_LIBS) -lm
endif
