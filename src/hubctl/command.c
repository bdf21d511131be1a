/* command.c: what commands do alike with their line: choose the one that is named, and read a flag.
 * SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>

#include "hubctl/hubctl.h"

/* "list, end or end-all" */
static const char *names_of(struct arena *a, const struct hubctl_verb *verbs)
{
    struct buf b;
    buf_init(&b, a, 128);
    for (int i = 0; verbs[i].name; i++)
        buf_printf(&b, "%s%s", i == 0 ? "" : verbs[i + 1].name ? ", " : " or ", verbs[i].name);
    return b.s;
}

int hubctl_run_verb(struct arena *a, const struct hub_settings *settings, const struct hubctl_verb *verbs, int argc,
                    char **argv)
{
    for (const struct hubctl_verb *v = verbs; argc > 1 && v->name; v++)
        if (!strcmp(argv[1], v->name))
            return v->run(a, settings, argc - 1, argv + 1);
    return hubctl_misuse("%s takes %s", argv[0], names_of(a, verbs));
}

bool hubctl_read_flag(int argc, char **argv, const char *name, bool *flag)
{
    const struct option options[] = {{name, no_argument, NULL, 'f'}, {0}};
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (o != 'f')
            return false;
        *flag = true;
    }
    return true;
}
