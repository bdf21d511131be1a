/* template.h: ctemplate behind three C functions (template.cc is the only C++ file). Templates are loaded once, in the
 * parent before it forks, and shared by the workers.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_TEMPLATE_H
#define WEB_TEMPLATE_H

#include "web/dictionary.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Load every *.tpl below `dir` and freeze the set. Each file becomes an include of `names`: shared/field.tpl is
 * {{>FIELD}}, margin/key_figures.tpl is {{>MARGIN_KEY_FIGURES}}. A file that does not parse or lacks the AUTOESCAPE
 * line fails the whole set with the reason in *why (on the arena), and the set loaded before stays. */
bool template_load(struct arena *, const char *dir, struct view *names, const char **why);
/* Append the page to the buffer. False, with what came before the fault in the buffer, when the file or one it includes
 * is not there. */
bool template_expand(const char *file, const struct view *, struct buf *out);

#ifdef __cplusplus
}
#endif

#endif
