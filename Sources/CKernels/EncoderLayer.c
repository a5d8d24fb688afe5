#include "EncoderLayer.h"
#include "Dispatch.h"
#include "Lanes.h"

always void normalize_body(
    float *values, const float *added, const float *weight, const float *bias, float epsilon, size_t rows,
    size_t width) {
    for (size_t row = 0; row < rows; row++) {
        float *x = values + row * width;
        f16 sum = {0}, squares = {0};
        for (size_t i = 0; i < width; i += lanes) {
            f16 value = lanes_in(x + i);
            if (added) value += lanes_in(added + row * width + i);
            lanes_at(x + i) = value;
            sum += value;
        }
        float mean = sum_of_lanes(&sum) / width;
        for (size_t i = 0; i < width; i += lanes) {
            f16 difference = lanes_in(x + i) - mean;
            squares = lanes_fma(difference, difference, squares);
        }
        float scale = 1 / __builtin_sqrtf(sum_of_lanes(&squares) / width + epsilon);
        for (size_t i = 0; i < width; i += lanes) {
            f16 standard = (lanes_in(x + i) - mean) * scale;
            lanes_at(x + i) = lanes_fma(standard, lanes_in(weight + i), lanes_in(bias + i));
        }
    }
}

// Φ(x) = (1 + erf(x / √2)) / 2, with erf by formula 7.1.26 of Abramowitz and Stegun (1964), right to 1.5 × 10^-7.
always void gelu(float *value) {
    f16 x = lanes_in(value), magnitude = lanes_abs(x), z = magnitude * 0.707106781f;
    f16 t = 1 / lanes_fma(z, lanes_of(0.3275911f), lanes_of(1.0f));
    f16 p = lanes_of(1.061405429f);
    p = lanes_fma(p, t, lanes_of(-1.453152027f));
    p = lanes_fma(p, t, lanes_of(1.421413741f));
    p = lanes_fma(p, t, lanes_of(-0.284496736f));
    p = lanes_fma(p, t, lanes_of(0.254829592f));
    f16 bell = -(z * z);
    exp_of_lanes(&bell);
    lanes_at(value) = 0.5f * (x + magnitude * (1 - p * t * bell));
}

// Rows rounded up to full lanes.
always size_t padded(size_t rows) { return (rows + lanes - 1) / lanes * lanes; }

// What `most` queries make of all keys and values. The keys lie [head_width × padded rows], so that a lane is a key.
#define attend(most) do { \
    f16 largest[most], sum[most]; \
    for (int q = 0; q < most; q++) largest[q] = lanes_of(-__builtin_inff()), sum[q] = (f16){0}; \
    for (size_t key = 0; key < columns; key += lanes) { \
        f16 score[most]; \
        for (int q = 0; q < most; q++) score[q] = (f16){0}; \
        for (size_t i = 0; i < head_width; i++) { \
            f16 k = lanes_in(turned + i * columns + key); \
            for (int q = 0; q < most; q++) \
                score[q] = lanes_fma(lanes_of(queries[(row + q) * stride + at + i]), k, score[q]); \
        } \
        for (int q = 0; q < most; q++) { \
            score[q] *= root; \
            for (size_t lane = rows - key; lane < lanes; lane++) score[q][lane] = -__builtin_inff(); \
            lanes_at(weights + q * columns + key) = score[q]; \
            largest[q] = lanes_max(largest[q], score[q]); \
        } \
    } \
    float share[most]; \
    for (int q = 0; q < most; q++) { \
        float top = largest_lane(&largest[q]); \
        for (size_t key = 0; key < columns; key += lanes) { \
            f16 weight = lanes_in(weights + q * columns + key) - top; \
            exp_of_lanes(&weight); \
            lanes_at(weights + q * columns + key) = weight; \
            sum[q] += weight; \
        } \
        share[q] = 1 / sum_of_lanes(&sum[q]); \
    } \
    for (size_t i = 0; i < head_width; i += lanes) { \
        f16 mean[most]; \
        for (int q = 0; q < most; q++) mean[q] = (f16){0}; \
        for (size_t key = 0; key < rows; key++) { \
            f16 v = lanes_in(values + key * stride + at + i); \
            for (int q = 0; q < most; q++) mean[q] = lanes_fma(lanes_of(weights[q * columns + key]), v, mean[q]); \
        } \
        for (int q = 0; q < most; q++) lanes_at(outputs + (row + q) * stride + at + i) = mean[q] * share[q]; \
    } \
} while (0)

enum { queries_at_once = 4 };

always void attention_body(
    const float *queries, const float *keys, const float *values, size_t rows, size_t heads, size_t head_width,
    float *outputs, float *scratch) {
    size_t stride = heads * head_width, columns = padded(rows);
    float root = 1 / __builtin_sqrtf(head_width);
    float *turned = scratch, *weights = scratch + head_width * columns;
    for (size_t head = 0; head < heads; head++) {
        size_t at = head * head_width;
        for (size_t i = 0; i < head_width; i++) {
            for (size_t key = 0; key < rows; key++) turned[i * columns + key] = keys[key * stride + at + i];
            for (size_t key = rows; key < columns; key++) turned[i * columns + key] = 0;
        }
        size_t row = 0;
        for (; row + queries_at_once <= rows; row += queries_at_once) attend(queries_at_once);
        for (; row < rows; row++) attend(1);
    }
}

#define level(name, attribute) \
    attribute static void normalize_##name( \
        float *values, const float *added, const float *weight, const float *bias, float epsilon, size_t rows, \
        size_t width) { \
        normalize_body(values, added, weight, bias, epsilon, rows, width); \
    } \
    attribute static void gelu_##name(float *values, size_t count) { \
        for (size_t i = 0; i < count; i += lanes) gelu(values + i); \
    } \
    attribute static void attention_##name( \
        const float *queries, const float *keys, const float *values, size_t rows, size_t heads, size_t head_width, \
        float *outputs, float *scratch) { \
        attention_body(queries, keys, values, rows, heads, head_width, outputs, scratch); \
    }

level(portable, )
#if defined(__x86_64__)
level(avx2, __attribute__((target("avx2,fma"))))
level(avx512, __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,fma"))))
#endif

void ck_add_and_normalize(
    int level, float *values, const float *added, const float *weight, const float *bias, float epsilon, size_t rows,
    size_t width) {
    dispatch(level, normalize, values, added, weight, bias, epsilon, rows, width);
}

void ck_gelu(int level, float *values, size_t count) { dispatch(level, gelu, values, count); }

size_t ck_attention_scratch(size_t rows, size_t head_width) { return (head_width + queries_at_once) * padded(rows); }

void ck_attention(
    int level, const float *queries, const float *keys, const float *values, size_t rows, size_t heads,
    size_t head_width, float *outputs, float *scratch) {
    dispatch(level, attention, queries, keys, values, rows, heads, head_width, outputs, scratch);
}
