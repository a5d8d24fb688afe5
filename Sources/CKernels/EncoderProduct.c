#include "EncoderProduct.h"
#include "Dispatch.h"
#include "Lanes.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// A product goes tile by tile: the tile's weights are spread out in scratch memory, where they stay in the nearest
// cache, and all rows pass by them, a few at a time, so that a weight that was read is used for each of them.
//
// For a row, a tile and a group of 32 inputs the sum of weight × activation is exact in 32 bits, whatever the order.
// The groups' sums, times the scales of both, are added one after another in each output's own lane.

enum { group = ck_scale_group, tile = ck_tile_outputs, block = 4, blocks = group / block };

// Half precision to single: exact for all finite numbers, also the smallest ones, which the multiplication brings to
// their place.
always void spread_scales(const uint16_t *halves, size_t groups, float *scales) {
    const float bias = 0x1p112f;
    for (size_t g = 0; g < groups; g++) {
        u16 bits = __builtin_convertvector(*(const h16 *)(halves + g * tile), u16);
        u16 magnitude = (bits & 0x7FFF) << 13, sign = (bits & 0x8000) << 16;
        f16 value;
        memcpy(&value, &magnitude, sizeof value);
        value *= bias;
        memcpy(&magnitude, &value, sizeof value);
        magnitude |= sign;
        memcpy(scales + g * tile, &magnitude, sizeof value);
    }
}

always void spread_four_bits(const uint8_t *packed, size_t groups, uint8_t *numbers) {
    enum { half = group * tile / 2 };
    for (size_t g = 0; g < groups; g++)
        for (size_t i = 0; i < half; i++) {
            uint8_t pair = packed[g * half + i];
            numbers[g * 2 * half + i] = pair & 15;
            numbers[g * 2 * half + half + i] = pair >> 4;
        }
}

// Numbers 1 to 255 to 16-bit ones of -127 to 127, [block of 4 inputs × 2 × 16 outputs × 2 inputs].
always void spread_wide(const uint8_t *bytes, size_t groups, int16_t *numbers) {
    for (size_t b = 0; b < groups * blocks; b++) {
        u16 four = *(const u16 *)(bytes + b * tile * block);
        u16 first = (four & 0xFF) | (four & 0xFF00) << 8, second = (four >> 16 & 0xFF) | four >> 24 << 16;
        *(s32 *)(numbers + b * tile * block) = (s32)first - 128;
        *(s32 *)(numbers + b * tile * block + 2 * tile) = (s32)second - 128;
    }
}

// What weight bytes stand for is this much less.
always int zero_point(ck_weight_kind kind) { return kind == ck_four_bits ? 8 : 128; }

// --- One step: a group of 32 inputs of one tile, for a few rows

#define unrolled _Pragma("clang loop unroll(full)")
#define rows_loop unrolled for (int row = 0; row < rows; row++)

always void add_scaled(f16 *sum, const i16 *whole, float activation_scale, const float *weight_scales) {
    *sum = lanes_fma(__builtin_convertvector(*whole, f16) * activation_scale, lanes_in(weight_scales), *sum);
}

always void step_portable(
    f16 *sums, const uint8_t *weights, const float *weight_scales, const int8_t *const *activations,
    const float *const *scales, const int32_t *const *totals, size_t g, int zero, int rows) {
    rows_loop {
        i16 whole = (i16){0} - zero * totals[row][g];
        const int8_t *a = activations[row] + g * group;
        int32_t sum[tile] = {0};
        for (int b = 0; b < blocks; b++)
            for (int output = 0; output < tile; output++)
                for (int input = 0; input < block; input++)
                    sum[output] += weights[(b * tile + output) * block + input] * a[b * block + input];
        whole += *(const i16 *)sum;
        add_scaled(&sums[row], &whole, scales[row][g], weight_scales);
    }
}

#if defined(__x86_64__)
#define avx2 __attribute__((target("avx2,fma")))
#define vnni __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma")))

always int32_t four_bytes(const int8_t *from) {
    int32_t value;
    memcpy(&value, from, sizeof value);
    return value;
}

// Keeps the compiler from putting the blocks' steps in another order, for which there aren't registers enough.
#define in_this_order(first, second) __asm__("" : "+x"(first), "+x"(second))

avx2 always void add_scaled_halves(
    f16 *sum, __m256i low, __m256i high, float activation_scale, const float *weight_scales) {
    i16 whole;
    memcpy(&whole, &low, 32);
    memcpy((char *)&whole + 32, &high, 32);
    add_scaled(sum, &whole, activation_scale, weight_scales);
}

// Products of two neighbours fit in 16 bits, and so do eight such pairs: 8 × 2 × 15 × 127 < 2^15.
avx2 always void step_four_bits_avx2(
    f16 *sums, const uint8_t *weights, const float *weight_scales, const int8_t *const *activations,
    const float *const *scales, const int32_t *const *totals, size_t g, int zero, int rows) {
    __m256i low[3], high[3];
    rows_loop low[row] = high[row] = _mm256_setzero_si256();
    unrolled for (int b = 0; b < blocks; b++) {
        __m256i first = _mm256_loadu_si256((const __m256i *)(weights + b * tile * block));
        __m256i second = _mm256_loadu_si256((const __m256i *)(weights + b * tile * block + 32));
        rows_loop {
            __m256i a = _mm256_set1_epi32(four_bytes(activations[row] + g * group + b * block));
            low[row] = _mm256_add_epi16(low[row], _mm256_maddubs_epi16(first, a));
            high[row] = _mm256_add_epi16(high[row], _mm256_maddubs_epi16(second, a));
            in_this_order(low[row], high[row]);
        }
    }
    __m256i ones = _mm256_set1_epi16(1);
    rows_loop {
        __m256i shift = _mm256_set1_epi32(zero * totals[row][g]);
        add_scaled_halves(
            &sums[row], _mm256_sub_epi32(_mm256_madd_epi16(low[row], ones), shift),
            _mm256_sub_epi32(_mm256_madd_epi16(high[row], ones), shift), scales[row][g], weight_scales);
    }
}

// Eight bits by eight don't fit so: both are 16-bit numbers here, of which two neighbours are multiplied and added at a
// time. Nothing is to be taken off the sums, as the weights lie around 0.
avx2 always void step_wide_avx2(
    f16 *sums, const uint8_t *weights, const float *weight_scales, const int8_t *const *activations,
    const float *const *scales, const int32_t *const *totals, size_t g, int zero, int rows) {
    (void)totals, (void)zero;
    __m256i low[4], high[4];
    rows_loop low[row] = high[row] = _mm256_setzero_si256();
    unrolled for (int pair = 0; pair < group / 2; pair++) {
        __m256i first = _mm256_loadu_si256((const __m256i *)(weights + pair * tile * 4));
        __m256i second = _mm256_loadu_si256((const __m256i *)(weights + pair * tile * 4 + 32));
        rows_loop {
            __m256i a = _mm256_set1_epi32(four_bytes(activations[row] + g * group * 2 + pair * 4));
            low[row] = _mm256_add_epi32(low[row], _mm256_madd_epi16(first, a));
            high[row] = _mm256_add_epi32(high[row], _mm256_madd_epi16(second, a));
            in_this_order(low[row], high[row]);
        }
    }
    rows_loop add_scaled_halves(&sums[row], low[row], high[row], scales[row][g], weight_scales);
}

vnni always void step_vnni(
    f16 *sums, const uint8_t *weights, const float *weight_scales, const int8_t *const *activations,
    const float *const *scales, const int32_t *const *totals, size_t g, int zero, int rows) {
    __m512i whole[8];
    rows_loop whole[row] = _mm512_set1_epi32(-zero * totals[row][g]);
    unrolled for (int b = 0; b < blocks; b++) {
        __m512i w = _mm512_loadu_si512(weights + b * tile * block);
        rows_loop whole[row] = _mm512_dpbusd_epi32(
            whole[row], w, _mm512_set1_epi32(four_bytes(activations[row] + g * group + b * block)));
    }
    rows_loop {
        i16 sum;
        memcpy(&sum, &whole[row], sizeof sum);
        add_scaled(&sums[row], &sum, scales[row][g], weight_scales);
    }
}
#endif

// --- A tile's outputs for all rows

#define tile_rows(step, width, most) do { \
    f16 sums[most]; \
    const int8_t *activations[most]; \
    const float *scales[most]; \
    const int32_t *totals[most]; \
    for (int i = 0; i < most; i++) { \
        sums[i] = (f16){0}; \
        activations[i] = rounded->numbers + (row + i) * groups * group * width; \
        scales[i] = rounded->scales + (row + i) * groups; \
        totals[i] = rounded->sums + (row + i) * groups; \
    } \
    for (size_t g = 0; g < groups; g++) \
        step( \
            sums, numbers + g * group * tile * width, weight_scales + g * tile, activations, scales, totals, g, zero, \
            most); \
    for (int i = 0; i < most; i++) lanes_at(outputs + (row + i) * stride) = sums[i] + lanes_in(bias); \
} while (0)

typedef void tile_function(
    const uint8_t *numbers, const float *weight_scales, const float *bias, const ck_eight_bit_rows *rounded,
    size_t groups, size_t rows, int zero, float *outputs, size_t stride);

// `width`: bytes that a number has.
#define tile_of(name, attribute, step, width, most) \
    attribute static void name( \
        const uint8_t *numbers, const float *weight_scales, const float *bias, const ck_eight_bit_rows *rounded, \
        size_t groups, size_t rows, int zero, float *outputs, size_t stride) { \
        size_t row = 0; \
        for (; row + most <= rows; row += most) tile_rows(step, width, most); \
        for (; row < rows; row++) tile_rows(step, width, 1); \
    }

tile_of(tile_portable, , step_portable, 1, 1)
#if defined(__x86_64__)
tile_of(tile_four_bits_avx2, avx2, step_four_bits_avx2, 1, 3)
tile_of(tile_wide_avx2, avx2, step_wide_avx2, 2, 3)
tile_of(tile_vnni, vnni, step_vnni, 1, 8)
#endif

// Floats have no groups: products are added input by input.
#define float_rows(most) do { \
    f16 sums[most]; \
    for (int i = 0; i < most; i++) sums[i] = (f16){0}; \
    for (size_t input = 0; input < inputs; input++) { \
        f16 w = lanes_in(weights + input * tile); \
        for (int i = 0; i < most; i++) \
            sums[i] = lanes_fma(lanes_of(values[(row + i) * inputs + input]), w, sums[i]); \
    } \
    for (int i = 0; i < most; i++) lanes_at(outputs + (row + i) * stride) = sums[i] + lanes_in(bias); \
} while (0)

always void tile_floats(
    const float *weights, const float *bias, const float *values, size_t rows, size_t inputs, float *outputs,
    size_t stride) {
    size_t row = 0;
    for (; row + 4 <= rows; row += 4) float_rows(4);
    for (; row < rows; row++) float_rows(1);
}

// --- The whole product

// `is_wide`: whether `eight_bits` takes weights and activations as 16-bit numbers.
always void product_body(
    const ck_encoder_weights *weights, const float *bias, const ck_eight_bit_rows *rounded, const float *values,
    size_t rows, float *outputs, void *scratch, tile_function *four_bits, tile_function *eight_bits, int is_wide) {
    size_t inputs = weights->inputs, groups = inputs / group, stride = weights->outputs;
    float *scales = scratch;
    uint8_t *spread = (uint8_t *)(scales + groups * tile);
    ck_eight_bit_rows wide;
    if (is_wide && weights->kind == ck_eight_bits) {
        wide = *rounded;
        wide.numbers = (int8_t *)(spread + inputs * tile * sizeof(int16_t));
        int16_t *numbers = (int16_t *)wide.numbers;
        for (size_t i = 0; i < rows * inputs; i++) numbers[i] = rounded->numbers[i];
    }
    for (size_t t = 0; t < weights->outputs / tile; t++) {
        float *to = outputs + t * tile;
        const float *from = bias + t * tile;
        if (weights->kind == ck_floats) {
            tile_floats((const float *)weights->numbers + t * tile * inputs, from, values, rows, inputs, to, stride);
            continue;
        }
        const uint8_t *bytes = weights->numbers;
        spread_scales(weights->scales + t * groups * tile, groups, scales);
        if (weights->kind == ck_four_bits) {
            spread_four_bits(bytes + t * tile * inputs / 2, groups, spread);
            four_bits(spread, scales, from, rounded, groups, rows, zero_point(weights->kind), to, stride);
        } else if (is_wide) {
            spread_wide(bytes + t * tile * inputs, groups, (int16_t *)spread);
            eight_bits(spread, scales, from, &wide, groups, rows, zero_point(weights->kind), to, stride);
        } else {
            bytes += t * tile * inputs;
            eight_bits(bytes, scales, from, rounded, groups, rows, zero_point(weights->kind), to, stride);
        }
    }
}

// Magnitudes have the order of their bits, in which NaN is above all numbers: a row that holds one has a scale that
// isn't finite, and so have its products.
always float largest_magnitude(const f16 *first, const f16 *second) {
    u16 a, b;
    memcpy(&a, first, sizeof a);
    memcpy(&b, second, sizeof b);
    u16 magnitude = lanes_max(a & 0x7FFFFFFF, b & 0x7FFFFFFF);
    uint32_t bits = __builtin_reduce_max(magnitude);
    float largest;
    memcpy(&largest, &bits, sizeof largest);
    return largest;
}

always void round_body(const float *values, size_t rows, size_t inputs, const ck_eight_bit_rows *rounded) {
    for (size_t g = 0; g < rows * inputs / group; g++) {
        f16 first = lanes_in(values + g * group), second = lanes_in(values + g * group + lanes);
        float largest = largest_magnitude(&first, &second);
        float inverse = largest > 0 ? 127 / largest : 0;
        i16 low = __builtin_convertvector(lanes_round(first * inverse), i16);
        i16 high = __builtin_convertvector(lanes_round(second * inverse), i16);
        *(b16 *)(rounded->numbers + g * group) = __builtin_convertvector(low, b16);
        *(b16 *)(rounded->numbers + g * group + lanes) = __builtin_convertvector(high, b16);
        rounded->scales[g] = largest / 127;
        rounded->sums[g] = __builtin_reduce_add(low + high);
    }
}

#define level(name, attribute, four_bits, eight_bits, is_wide) \
    attribute static void product_##name( \
        const ck_encoder_weights *weights, const float *bias, const ck_eight_bit_rows *rounded, const float *values, \
        size_t rows, float *outputs, void *scratch) { \
        product_body(weights, bias, rounded, values, rows, outputs, scratch, four_bits, eight_bits, is_wide); \
    } \
    attribute static void round_##name( \
        const float *values, size_t rows, size_t inputs, const ck_eight_bit_rows *rounded) { \
        round_body(values, rows, inputs, rounded); \
    }

level(portable, , tile_portable, tile_portable, 0)
#if defined(__x86_64__)
level(avx2, avx2, tile_four_bits_avx2, tile_wide_avx2, 1)
level(avx512, vnni, tile_vnni, tile_vnni, 0)

// Processors with AVX-512 and without its products of bytes go the way of AVX2.
static int byte_products(int level) {
    return level == ck_avx512 && !__builtin_cpu_supports("avx512vnni") ? ck_avx2 : level;
}
#else
static int byte_products(int level) { return level; }
#endif

size_t ck_encoder_scratch(size_t rows, size_t inputs) {
    return inputs / group * tile * sizeof(float) + (inputs * tile + rows * inputs) * sizeof(int16_t);
}

void ck_encoder_product(
    int level, const ck_encoder_weights *weights, const float *bias, const ck_eight_bit_rows *rounded,
    const float *values, size_t rows, float *outputs, void *scratch) {
    dispatch(byte_products(level), product, weights, bias, rounded, values, rows, outputs, scratch);
}

void ck_round_rows(int level, const float *values, size_t rows, size_t inputs, const ck_eight_bit_rows *rounded) {
    dispatch(byte_products(level), round, values, rows, inputs, rounded);
}
