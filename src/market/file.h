/* file.h: what is said about a data file that a person handed in: notes, warnings, a question, or a refusal, each with
 * the line it is about. The readers are pure: bytes in, columns and messages out; they never touch the database.
 * Texts of messages may quote the file: they are valid UTF-8 without control characters, to be escaped like any input.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MARKET_FILE_H
#define MARKET_FILE_H

#include "base/str.h"

enum {
    FILE_OK = 200,
    FILE_ASK = 409,       /* readable in two ways: file_answer.option settles it */
    FILE_TOO_LARGE = 413,
    FILE_NOT_TEXT = 415,
    FILE_WRONG = 422
};
enum { FILE_BYTES_MAX = 10 * 1024 * 1024, FILE_ROWS_MAX = 200000, FILE_COLUMNS_MAX = 256, FILE_CELL_MAX = 4096 };
enum { FILE_MESSAGES_MAX = 400 /* of twenty series all that can be said */, FILE_CHOICES_MAX = 256 };

enum file_level { FILE_NOTE, FILE_WARNING, FILE_FAULT };

struct file_message {
    enum file_level level;
    size_t line;   /* the first line it is about; 0: the file as a whole */
    size_t column; /* 1 is the first; 0: none in particular */
    const char *text;
};

/* One reading of a file that has several: what to give the option, what that means, and what comes out of it. */
struct file_choice {
    const char *value, *text, *preview; /* "dmy", "day before month", "2024-01-03 to 2024-12-03, monthly"; preview may be NULL */
};

struct file_answer {
    struct arena *arena;
    int status; /* one of the above; the first that is not FILE_OK stays */
    const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE" or "Windows-1252"; NULL: not known */
    size_t column;        /* what the reader is at; goes into each message */
    int n;
    struct file_message at[FILE_MESSAGES_MAX];
    const char *option, *choices; /* "dates", "dmy|mdy": also for refusals that a choice can lift; else NULL */
    int n_choices;                /* the same one by one */
    struct file_choice *choice;
    const char *likely;           /* the value that fits better; NULL: none does */
    int choose_max;               /* so many may be chosen together; 1: one of them */
};

void file_answer_init(struct file_answer *, struct arena *);
void file_note(struct file_answer *, size_t line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void file_warn(struct file_answer *, size_t line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* Refuse. Always false, so that a reader can `return file_refuse(…)`. */
bool file_refuse(struct file_answer *, int status, size_t line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* The choice that lifts the refusal just made. */
void file_offer(struct file_answer *, const char *option, const char *choices);
/* One of those choices, in the order in which they are to be shown; more than FILE_CHOICES_MAX are left out. */
void file_choice_add(struct file_answer *, const char *value, const char *text, const char *preview);
/* The refusal (its first message), or NULL. */
const char *file_fault(const struct file_answer *);
int file_count(const struct file_answer *, enum file_level);

/* Line numbers for a message: "line 3", "lines 3, 6 and 9", "lines 2, 3, 4, 5, 6, 7, 8, 9 and 4,991 more". */
struct line_list {
    size_t n, at[8];
};
void line_list_add(struct line_list *, size_t line);
const char *line_list_text(struct arena *, const struct line_list *);

/* A piece of the file for a message: at most 60 bytes, control characters replaced, cut between characters. */
const char *file_quote(struct arena *, struct str);

/* Read a file; of one larger than FILE_BYTES_MAX only as much as shows it. The one function here that does I/O. */
bool file_load(struct arena *, const char *path, struct str *bytes, const char **why);

/* The bytes as UTF-8 without a byte order mark: UTF-8, UTF-16 with a mark, or Windows-1252, said in a note. Workbooks,
 * pictures, programs, NUL and control characters are refused with an explanation; so is more than FILE_BYTES_MAX.
 * Sets the answer's encoding. */
bool file_text(struct file_answer *, struct str bytes, struct str *text);

#endif
