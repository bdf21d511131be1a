/* multipart.h: the body of a form with a file field (multipart/form-data, RFC 7578, as browsers and curl send it): fields as
 * params, files as bytes. Takes any bytes; a fuzz target.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "web/params.h"

enum { MULTIPART_NAME_MAX = 100, MULTIPART_FILENAME_MAX = 255 };

struct upload {
    struct str name, filename; /* of the field; of the file as the browser calls it, without its folders: only to be shown */
    struct str bytes;
};
struct uploads {
    const struct upload *at;
    int n;
};

/* Parse. NULL, or a sentence saying what is wrong: no boundary, a part that is not ended, a name twice (among fields and files
 * together), over 100 bytes or missing, a field that is not text (UTF-8 without NUL), more than PARAMS_MAX parts. A file field
 * left empty is no file. File bytes are borrowed from the body. */
const char *multipart_read(struct arena *, struct str content_type, struct str body, struct params *, struct uploads *);

#endif
