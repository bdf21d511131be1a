/* sweep_vector.h: doubles side by side, as wide as the instruction set that this is compiled for has them. +, -, * and /
 * are those of GCC's vector types; maximum, comparison and choice, which the compiler does not make of them, are said
 * here in the words of each set. Every operation rounds as it does on one double. Private to the engine.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_SWEEP_VECTOR_H
#define ENGINE_SWEEP_VECTOR_H

#include <stdint.h>

/* v_less: a < b per lane; v_bits: a mask's lanes as the bits of a number; v_select: a where the mask is set, else b;
 * v_max, v_min: `a > b ? a : b` and `a < b ? a : b`, so that b stays where they are equal. */
#if defined __AVX512F__
#include <immintrin.h>
enum { V_WIDTH = 8 };
typedef double vec __attribute__((vector_size(64)));
typedef __mmask8 vec_mask;
static inline vec_mask v_less(vec a, vec b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
static inline vec_mask v_or(vec_mask a, vec_mask b) { return (vec_mask)(a | b); }
static inline vec_mask v_and(vec_mask a, vec_mask b) { return (vec_mask)(a & b); }
static inline unsigned v_bits(vec_mask m) { return m; }
static inline vec v_select(vec_mask m, vec a, vec b) { return _mm512_mask_blend_pd(m, b, a); }
static inline vec v_max(vec a, vec b) { return _mm512_max_pd(a, b); }
static inline vec v_min(vec a, vec b) { return _mm512_min_pd(a, b); }
#elif defined __AVX2__
#include <immintrin.h>
enum { V_WIDTH = 4 };
typedef double vec __attribute__((vector_size(32)));
typedef __m256d vec_mask;
static inline vec_mask v_less(vec a, vec b) { return _mm256_cmp_pd(a, b, _CMP_LT_OQ); }
static inline vec_mask v_or(vec_mask a, vec_mask b) { return _mm256_or_pd(a, b); }
static inline vec_mask v_and(vec_mask a, vec_mask b) { return _mm256_and_pd(a, b); }
static inline unsigned v_bits(vec_mask m) { return (unsigned)_mm256_movemask_pd(m); }
static inline vec v_select(vec_mask m, vec a, vec b) { return _mm256_blendv_pd(b, a, m); }
static inline vec v_max(vec a, vec b) { return _mm256_max_pd(a, b); }
static inline vec v_min(vec a, vec b) { return _mm256_min_pd(a, b); }
#else /* any processor: pairs, with masks as numbers of all ones or none */
enum { V_WIDTH = 2 };
typedef double vec __attribute__((vector_size(16)));
typedef int64_t vec_mask __attribute__((vector_size(16)));
static inline vec_mask v_less(vec a, vec b) { return a < b; }
static inline vec_mask v_or(vec_mask a, vec_mask b) { return a | b; }
static inline vec_mask v_and(vec_mask a, vec_mask b) { return a & b; }
static inline unsigned v_bits(vec_mask m) { return (unsigned)(m[0] & 1) | (unsigned)(m[1] & 2); }
static inline vec v_select(vec_mask m, vec a, vec b) { return (vec)(((vec_mask)a & m) | ((vec_mask)b & ~m)); }
static inline vec v_max(vec a, vec b) { return v_select(a > b, a, b); }
static inline vec v_min(vec a, vec b) { return v_select(a < b, a, b); }
#endif

/* The same number in every lane; and a mask of none. */
static inline vec v_all(double x) { return (vec){0} + x; }
static inline vec_mask v_none(void) { return v_less(v_all(0), v_all(0)); }

#endif
