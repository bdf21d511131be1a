/* calendar.h: the sessions of the New York Stock Exchange, by rule. Used to say how many sessions a gap in a file
 * skips; no figure is computed from it.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_CALENDAR_H
#define MARKET_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* Exact from 1993 on (rule 7.2 of the exchange and the closings it announced); earlier years by the same rules. */
bool nyse_session(int32_t day);
/* Sessions strictly between two days. */
int nyse_sessions_between(int32_t from, int32_t to);

#endif
