/* check.h: what every unit test program includes, in the order cmocka wants.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_BASE_CHECK_H
#define TESTS_BASE_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#endif
