#pragma once

#include <stdint.h>
#include <string.h>

// Sixteen numbers at a time. What is computed lane by lane has the same bits whether the processor does sixteen lanes
// in one instruction, in two, or one after another; sums over lanes have one order.

#pragma clang diagnostic ignored "-Wpsabi"
#pragma STDC FP_CONTRACT OFF

#define always static inline __attribute__((always_inline))

enum { lanes = 16 };

typedef float f16 __attribute__((vector_size(64), aligned(4)));
typedef int32_t i16 __attribute__((vector_size(64), aligned(4)));
typedef uint32_t u16 __attribute__((vector_size(64), aligned(4)));
typedef int16_t s32 __attribute__((vector_size(64), aligned(2)));
typedef int8_t b16 __attribute__((vector_size(16), aligned(1)));
typedef uint16_t h16 __attribute__((vector_size(32), aligned(2)));

// Macros, and pointers to vectors: a vector as an argument would have another form at each level.
#define lanes_at(place) (*(f16 *)(place))
#define lanes_in(place) (*(const f16 *)(place))
#define lanes_of(value) ((value) - (f16){0})
#define lanes_fma __builtin_elementwise_fma
#define lanes_max __builtin_elementwise_max
#define lanes_abs __builtin_elementwise_abs

// The sum over lanes, halves first.
always float sum_of_lanes(const f16 *values) {
    float v[lanes];
    memcpy(v, values, sizeof v);
    for (int width = lanes / 2; width > 0; width /= 2)
        for (int lane = 0; lane < width; lane++) v[lane] += v[lane + width];
    return v[0];
}

always float largest_lane(const f16 *values) {
    float v[lanes];
    memcpy(v, values, sizeof v);
    for (int width = lanes / 2; width > 0; width /= 2)
        for (int lane = 0; lane < width; lane++) v[lane] = v[lane] > v[lane + width] ? v[lane] : v[lane + width];
    return v[0];
}

// The nearest whole number, ties to even: adding and taking away 1.5 × 2^23 leaves no bit behind the point. For
// magnitudes below 2^22.
#define lanes_round(x) (((x) + 12582912) - 12582912)

// x = e^x to 2 units in the last place, for x ≤ 0; 0 below -87. 2^n × p(r), where x = n ln 2 + r and |r| ≤ ln 2 / 2;
// p is the Taylor series of degree 7, whose remainder is below 2^-26 there.
always void exp_of_lanes(f16 *x) {
    const float least = -87;
    i16 keep = *x >= least;
    f16 bounded = lanes_max(*x, lanes_of(least)), n = lanes_round(bounded * 1.44269504f);
    // ln 2 in two parts, the first of so few bits that its product with n is exact.
    f16 r = lanes_fma(n, lanes_of(-0.693359375f), bounded);
    r = lanes_fma(n, lanes_of(2.12194440e-4f), r);
    f16 p = lanes_of(1.0f / 5040);
    p = lanes_fma(p, r, lanes_of(1.0f / 720));
    p = lanes_fma(p, r, lanes_of(1.0f / 120));
    p = lanes_fma(p, r, lanes_of(1.0f / 24));
    p = lanes_fma(p, r, lanes_of(1.0f / 6));
    p = lanes_fma(p, r, lanes_of(0.5f));
    p = lanes_fma(p, r, lanes_of(1.0f));
    p = lanes_fma(p, r, lanes_of(1.0f));
    i16 exponent = ((__builtin_convertvector(n, i16) + 127) << 23) & keep;
    f16 power;
    memcpy(&power, &exponent, sizeof power);
    *x = p * power;
}
