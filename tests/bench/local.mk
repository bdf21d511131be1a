# SPDX-License-Identifier: Apache-2.0
# The yardsticks: the worker's loop with nothing in it, and with one query.
noinst_PROGRAMS += %D%/null_responder %D%/one_query_responder
bench_responder = %D%/responder.c %D%/responder.h
%C%_null_responder_SOURCES = %D%/null_responder.c $(bench_responder)
%C%_null_responder_LDADD = libweb.a libbase.a $(FCGI_LIBS)
%C%_one_query_responder_SOURCES = %D%/one_query_responder.c $(bench_responder)
%C%_one_query_responder_LDADD = libweb.a libbase.a $(FCGI_LIBS) $(PQ_LIBS)
bench_series = %D%/series.c %D%/series.h
# The engine: one run, its JSON and CSV.
noinst_PROGRAMS += %D%/engine
%C%_engine_SOURCES = %D%/engine.c $(bench_series)
%C%_engine_LDADD = libcompute.a libengine.a libbase.a $(JSON_LIBS) $(SODIUM_LIBS) -lm
# The hash of a sign-in, and nothing else.
noinst_PROGRAMS += %D%/scrypt
%C%_scrypt_SOURCES = %D%/scrypt.c
%C%_scrypt_LDADD = libidentity.a libdb.a libbase.a $(PQ_LIBS) $(JSON_LIBS) $(SODIUM_LIBS) $(CRYPTO_LIBS) $(ZLIB_LIBS) -lscrypt -lzxcvbn -lunistring -lm
# Sweeps, the every-start surface and the bootstrap.
noinst_PROGRAMS += %D%/sweep
%C%_sweep_SOURCES = %D%/sweep.c $(bench_series)
%C%_sweep_LDADD = libcompute.a libengine.a libbase.a $(JSON_LIBS) $(SODIUM_LIBS) -lm
# Returns: a file read, its figures, its matrices.
noinst_PROGRAMS += %D%/returns
%C%_returns_SOURCES = %D%/returns.c $(bench_series)
%C%_returns_LDADD = libmarket.a libcompute.a libengine.a libbase.a $(JSON_LIBS) $(SODIUM_LIBS) -lcsv -lm
