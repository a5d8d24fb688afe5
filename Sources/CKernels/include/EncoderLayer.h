#pragma once

#include <stddef.h>

// What a transformer's layer does between its products. All rows are [`width`] numbers, and a row's result depends
// on nothing but itself and, for attention, the rows of its text; it has the same bits at every level.

/// values = LayerNorm(values + added) × weight + bias, row by row: mean 0 and variance 1 over the row, `epsilon`
/// added to the variance. `added` may be null.
void ck_add_and_normalize(
    int level, float *values, const float *added, const float *weight, const float *bias, float epsilon, size_t rows,
    size_t width);

/// values = GELU(values) = x Φ(x), to 3 × 10^-7 (Hendrycks and Gimpel 2016; Φ by the error function).
void ck_gelu(int level, float *values, size_t count);

/// Floats of scratch memory that attention needs.
size_t ck_attention_scratch(size_t rows, size_t head_width);

/// outputs = softmax(Q Kᵀ / √head_width) V for each head of one text; queries, keys, values and outputs are
/// [`rows` × `heads` × `head_width`], and `head_width` is a multiple of 16 (Vaswani et al. 2017, equation 1).
void ck_attention(
    int level, const float *queries, const float *keys, const float *values, size_t rows, size_t heads,
    size_t head_width, float *outputs, float *scratch);
