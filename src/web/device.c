/* device.c: see device.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "web/device.h"

#include <string.h>

struct mark {
    const char *in_agent, *word;
};

/* Most browsers also name those that they resemble, so the pickier mark stands first. */
static const struct mark programs[] = {
    {"Edg", "Edge"},      {"OPR/", "Opera"},     {"Firefox/", "Firefox"},  {"FxiOS/", "Firefox"},
    {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Chromium", "Chromium"}, {"Safari/", "Safari"},
    {"curl/", "curl"},    {"Wget/", "Wget"},
};
static const struct mark systems[] = {
    {"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
    {"Mac OS X", "macOS"},  {"CrOS", "ChromeOS"},   {"Linux", "Linux"},
};

static const char *find_mark(const struct mark *marks, size_t n, const char *agent)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(agent, marks[i].in_agent))
            return marks[i].word;
    return NULL;
}

const char *device_words(struct arena *a, const char *agent)
{
    const char *program = find_mark(programs, sizeof programs / sizeof *programs, agent);
    const char *system = find_mark(systems, sizeof systems / sizeof *systems, agent);
    if (program && system)
        return arena_printf(a, "%s on %s", program, system);
    return program ? program : system ? system : "Unknown program";
}
