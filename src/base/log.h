/* log.h: lines on standard error, one per event: time, level, then what the caller says.
 * Control characters in the text are replaced, so that a request cannot forge a line.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Lines below this level are dropped. The start value is LOG_INFO. */
void log_set_level(enum log_level);
/* The same by name: debug, info, warn (or warning), error. Another word changes nothing. */
void log_set_level_named(const char *name);
/* A word that stands in every line of this process, such as "hub-margin". Borrowed for ever. */
void log_set_name(const char *name);

void log_line(enum log_level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* For what cannot go on: log at LOG_ERROR and exit with status 70. */
void log_die(const char *fmt, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
