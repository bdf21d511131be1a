/* device.h: a browser's own description in two words, for lists of sessions and sign-ins.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_DEVICE_H
#define WEB_DEVICE_H

#include "base/arena.h"

/* "Firefox on Linux"; "Unknown program" where nothing is recognised. A guess: agents say what they like. */
const char *device_words(struct arena *, const char *agent);

#endif
