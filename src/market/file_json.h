/* file_json.h: what is said about a person's file as JSON, for the API: messages with their lines, questions with the readings
 * between which the person chooses, and the first rows as they were read.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_FILE_JSON_H
#define MARKET_FILE_JSON_H

#include "base/json.h"
#include "market/price_file.h"

/* Members "notes", "warnings" and "errors", lists of {"line":3,"column":2,"message":"…"}, line null for the file as a whole (errors
 * with "field":"file", as those of every problem document); and
 * "questions", a list of {"id":"dates","text":"…","choices":[{"value":"dmy","text":"…","preview":"…"}],"likely":"dmy","most":1}:
 * the id is the option that answers it, most the number of choices that may be taken together. "choices" is empty where a
 * name is to be given. */
void file_answer_write(struct json_writer *, const struct file_answer *);
/* Member "preview": {"dates":…,"separator":…,"decimal":…,"encoding":…,"columns":[{"name":…,"role":…}],"rows":[{"line":…,
 * "cells":[…]}]}; null without one. */
void price_preview_write(struct json_writer *, const struct price_preview *, const char *encoding);

#endif
