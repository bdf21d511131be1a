# SPDX-License-Identifier: Apache-2.0
noinst_LIBRARIES += libdaemon.a
libdaemon_a_SOURCES = %D%/daemon.c %D%/daemon.h
