/* num.c: see num.h. The fixed-point writer exists because printf per number costs thirty times as much
 * on the hundred thousand numbers of a result.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double pow10_double[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
static const uint64_t pow10_int[] = {1ull,
                                     10ull,
                                     100ull,
                                     1000ull,
                                     10000ull,
                                     100000ull,
                                     1000000ull,
                                     10000000ull,
                                     100000000ull,
                                     1000000000ull,
                                     10000000000ull,
                                     100000000000ull,
                                     1000000000000ull,
                                     10000000000000ull,
                                     100000000000000ull,
                                     1000000000000000ull,
                                     10000000000000000ull,
                                     100000000000000000ull,
                                     1000000000000000000ull,
                                     10000000000000000000ull};
static const char pairs[] =
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

static int count_digits(uint64_t v)
{
    int n = 1;
    while (n < 20 && v >= pow10_int[n])
        n++;
    return n;
}

/* Exactly n digits of v, leading zeros included. */
static void put_digits(uint64_t v, int n, char *out)
{
    while (n >= 2) {
        memcpy(out + n - 2, pairs + 2 * (v % 100), 2);
        v /= 100;
        n -= 2;
    }
    if (n)
        out[0] = (char)('0' + v % 10);
}

/* v / 10^decimals in fixed point, without trailing zeros. */
static int put_fixed(uint64_t v, int decimals, char *out)
{
    uint64_t whole = v / pow10_int[decimals], part = v % pow10_int[decimals];
    int n = count_digits(whole);
    put_digits(whole, n, out);
    if (!part)
        return n;
    while (part % 100 == 0) {
        part /= 100;
        decimals -= 2;
    }
    if (part % 10 == 0) {
        part /= 10;
        decimals--;
    }
    out[n++] = '.';
    put_digits(part, decimals, out + n);
    return n + decimals;
}

/* x * 10^k rounded to the nearest integer, ties to even or upwards, by exact integer arithmetic: x = m / 2^s with m < 2^53, so that
 * m * 10^k stays below 2^117. For 0 <= x < 1e15, k <= 19 and a result below 2^64. */
enum ties { TIES_EVEN, TIES_UP };
static uint64_t scale_exact(double x, int k, enum ties ties)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint64_t m = (bits & 0xfffffffffffff) | 0x10000000000000;
    int s = 1075 - (int)(bits >> 52);
    if (s > 120)
        return 0; /* far below one half, or 0 itself */
    unsigned __int128 scaled = (unsigned __int128)m * pow10_int[k];
    unsigned __int128 half = (unsigned __int128)1 << (s - 1);
    unsigned __int128 rest = scaled & ((half << 1) - 1);
    uint64_t v = (uint64_t)(scaled >> s);
    return v + (rest > half || (rest == half && (ties == TIES_UP || (v & 1))));
}

int num_write(double x, char *out)
{
    int n = 0;
    if (x == 0) {
        out[0] = '0';
        return 1;
    }
    if (x < 0) {
        out[n++] = '-';
        x = -x;
    }
    if (x < 1e15 && x == (double)(uint64_t)x)
        return n + put_fixed((uint64_t)x, 0, out + n);
    if (!(x >= 1e-5 && x < 1e15)) {
        char text[NUM_TEXT];
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(text, sizeof text, "%.*g", digits, x);
            if (strtod(text, NULL) == x)
                break;
        }
        size_t len = strlen(text);
        memcpy(out + n, text, len);
        return n + (int)len;
    }
    int whole_digits = x >= 1 ? count_digits((uint64_t)x) : 0;
    /* Try 15 digits: both the integer (below 2^53) and the power of ten (at most 10^22) are exact doubles,
     * so the division is correctly rounded and equality proves that the text reads back as x. */
    int k = 15 - whole_digits;
    uint64_t v = (uint64_t)(x * pow10_double[k] + 0.5);
    if (v < (1ull << 53) && (double)v / pow10_double[k] == x)
        return n + put_fixed(v, k, out + n);
    if (x < 1) {
        /* Below 1 there are leading zeros: shift the window so that 17 significant digits fit. */
        int zeros = 0;
        while (x * pow10_double[zeros + 1] < 1)
            zeros++;
        k = 15 + zeros;
        double scaled = x * pow10_double[k];
        if (scaled < 9007199254740992.0) {
            v = (uint64_t)(scaled + 0.5);
            if (k <= 19 && (double)v / pow10_double[k] == x)
                return n + put_fixed(v, k, out + n);
        }
        k = 17 + zeros; /* which always read back */
        if (k <= 19)
            return n + put_fixed(scale_exact(x, k, TIES_EVEN), k, out + n);
        char text[NUM_TEXT];
        int len = snprintf(text, sizeof text, "%.*f", k, x);
        while (text[len - 1] == '0')
            len--;
        memcpy(out + n, text, (size_t)len);
        return n + len;
    }
    k = 17 - whole_digits; /* 17 significant digits always read back */
    return n + put_fixed(scale_exact(x, k, TIES_EVEN), k, out + n);
}

const char *num_text(struct arena *a, double x)
{
    if (!isfinite(x))
        return "";
    char *text = arena_bytes(a, NUM_TEXT);
    text[num_write(x, text)] = '\0';
    return text;
}

int num_write_int(int64_t x, char *out)
{
    int n = 0;
    uint64_t v = (uint64_t)x;
    if (x < 0) {
        out[n++] = '-';
        v = 0 - v;
    }
    int digits = count_digits(v);
    put_digits(v, digits, out + n);
    return n + digits;
}

/* v / 10^k, correctly rounded, where that takes one division: exact operands in double, or in the 64-bit mantissa of
 * x87's long double, whose quotient then rounds to the right double unless it lies just between two. One without a bit behind
 * those of a double is left to strtod: valgrind computes so, and has rounded already. */
static bool divide_exactly(uint64_t v, int k, double *x)
{
    if (v < (1ull << 53) && k <= 22) {
        *x = (double)v / pow10_double[k];
        return true;
    }
#if LDBL_MANT_DIG == 64 && defined __x86_64__
    if (k <= 19) {
        long double quotient = (long double)v / (long double)pow10_int[k];
        uint64_t mantissa;
        memcpy(&mantissa, &quotient, sizeof mantissa);
        unsigned behind = mantissa & 0x7ff;
        *x = (double)quotient;
        return behind != 0x400 && behind != 0;
    }
#endif
    return false;
}

/* Digits with at most one point, up to 19 of them: what num_write mostly writes. False: not of that form. */
static bool parse_fixed(struct str s, double *x)
{
    size_t i = s.n && s.s[0] == '-', digits = 0, point = 0;
    bool negative = i, pointed = false;
    uint64_t v = 0;
    for (; i < s.n; i++) {
        unsigned d = (unsigned)(s.s[i] - '0');
        if (d <= 9) {
            v = v * 10 + d;
            digits++;
        } else if (s.s[i] == '.' && !pointed) {
            pointed = true;
            point = digits;
        } else {
            return false;
        }
    }
    if (digits == 0 || digits > 19 || !divide_exactly(v, pointed ? (int)(digits - point) : 0, x))
        return false;
    if (negative)
        *x = -*x;
    return true;
}

bool num_parse(struct str s, double *x)
{
    char text[64];
    *x = 0;
    if (s.n == 0 || s.n >= sizeof text)
        return false;
    double v;
    if (parse_fixed(s, &v)) {
        *x = v;
        return true;
    }
    bool digit = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        if (c >= '0' && c <= '9')
            digit = true;
        else if (!(c == '.' || ((c == 'e' || c == 'E') && digit) ||
                   ((c == '-' || c == '+') && (i == 0 || s.s[i - 1] == 'e' || s.s[i - 1] == 'E'))))
            return false;
        text[i] = c;
    }
    text[s.n] = '\0';
    char *end;
    v = strtod(text, &end); /* nothing here calls setlocale: always the C locale */
    if (!digit || end != text + s.n || !isfinite(v))
        return false;
    *x = v;
    return true;
}

bool num_parse_int(struct str s, int64_t *x)
{
    *x = 0;
    size_t i = s.n && (s.s[0] == '-' || s.s[0] == '+');
    bool negative = i && s.s[0] == '-';
    if (i == s.n)
        return false;
    int64_t v = 0;
    for (; i < s.n; i++) {
        if (s.s[i] < '0' || s.s[i] > '9')
            return false;
        int digit = s.s[i] - '0';
        if (__builtin_mul_overflow(v, 10, &v) ||
            __builtin_sub_overflow(v, digit, &v)) /* downwards: INT64_MIN has no positive */
            return false;
    }
    if (!negative && v == INT64_MIN)
        return false;
    *x = negative ? v : -v;
    return true;
}

double num_round(double x, int decimals)
{
    if (!(fabs(x) < 1e15))
        return x;
    double rounded = (double)scale_exact(fabs(x), decimals, TIES_UP) / pow10_double[decimals];
    return rounded == 0 ? 0 : x < 0 ? -rounded : rounded;
}

/* As printf's %.*f, which costs ten times as much on the thousand figures of a page; but 0.125 with two decimals is 0.13. */
static const char *plain_digits(struct arena *a, double x, int decimals)
{
    if (!(x < 1e15 && decimals <= 4))
        return arena_printf(a, "%.*f", decimals, x);
    uint64_t v = scale_exact(x, decimals, TIES_UP), whole = v / pow10_int[decimals];
    char *out = arena_bytes(a, NUM_TEXT);
    int n = count_digits(whole);
    put_digits(whole, n, out);
    if (decimals) {
        out[n++] = '.';
        put_digits(v % pow10_int[decimals], decimals, out + n);
        n += decimals;
    }
    out[n] = '\0';
    return out;
}

const char *num_group(struct arena *a, double x, int decimals)
{
    if (!isfinite(x))
        return "–";
    const char *digits = plain_digits(a, fabs(x), decimals);
    size_t whole = strcspn(digits, ".");
    bool negative = x < 0 && strspn(digits, "0.") != strlen(digits); /* no "-0.00" */
    struct buf b;
    buf_init(&b, a, strlen(digits) * 2 + 4);
    if (negative)
        buf_puts(&b, "−"); /* the minus sign, as wide as a digit */
    for (size_t i = 0; i < whole; i++) {
        buf_putc(&b, digits[i]);
        if (i + 1 < whole && (whole - i - 1) % 3 == 0)
            buf_putc(&b, ',');
    }
    buf_puts(&b, digits + whole);
    return b.s;
}

const char *num_usd(struct arena *a, double x, int decimals)
{
    const char *digits = num_group(a, fabs(x), decimals);
    if (!isfinite(x))
        return digits;
    bool negative = x < 0 && strspn(digits, "0.") != strlen(digits);
    return arena_printf(a, "%s$%s", negative ? "−" : "", digits);
}

const char *num_percent(struct arena *a, double x, int decimals)
{
    const char *digits = num_group(a, x, decimals);
    return isfinite(x) ? arena_printf(a, "%s %%", digits) : digits;
}
