#include "SkipGram.h"
#include "Dispatch.h"

#include <string.h>

// Contraction would fuse some steps at one level and not at another.
#pragma STDC FP_CONTRACT OFF

#define always static inline __attribute__((always_inline))

enum { most_steps = 127 };

always uint32_t bits_of(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

always float round_body(const float *now, const float *before, size_t count, int8_t *steps) {
    // Magnitudes compare as their bits do; a number that isn't finite is above all others.
    uint32_t largest = 0;
    for (size_t k = 0; k < count; k++) {
        uint32_t magnitude = bits_of(now[k] - before[k]) & 0x7FFFFFFF;
        largest = magnitude > largest ? magnitude : largest;
    }
    float farthest;
    memcpy(&farthest, &largest, sizeof farthest);
    float scale = farthest / most_steps;
    if (scale == 0) {
        memset(steps, 0, count);
        return 0;
    }
    // 1.5 * 2^23: adding it rounds to a whole number, whose two's complement is in the low bits.
    for (size_t k = 0; k < count; k++) steps[k] = (int8_t)bits_of((now[k] - before[k]) / scale + 12582912.0f);
    return scale;
}

always void add_body(float scale, const int8_t *steps, size_t count, float *row) {
    for (size_t k = 0; k < count; k++) row[k] += scale * (float)steps[k];
}

#define level(name, attribute) \
    attribute static float round_##name(const float *now, const float *before, size_t count, int8_t *steps) { \
        return round_body(now, before, count, steps); } \
    attribute static void add_##name(float scale, const int8_t *steps, size_t count, float *row) { \
        add_body(scale, steps, count, row); }

level(portable, )
#if defined(__x86_64__)
level(avx2, __attribute__((target("avx2"))))
level(avx512, __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))))
#endif

float ck_round_change(int level, const float *now, const float *before, size_t count, int8_t *steps) {
    dispatch(level, round, now, before, count, steps);
}

void ck_add_change(int level, float scale, const int8_t *steps, size_t count, float *row) {
    dispatch(level, add, scale, steps, count, row);
}
