#pragma once

#include <stddef.h>

/// The rows that a text's words have: those of a matrix, and after them those of words that it lacks.
typedef struct {
    const float *matrix;
    size_t row_count;
    /// The distance between the starts of two rows of the matrix, in floats.
    size_t stride;
    /// Rows without a gap, from number `row_count` on.
    const float *others;
    size_t dimension;
} ck_rows;

/// mean <- (0 + row ids[0] + row ids[1] + …) · share, in this order: the same bits at every level.
void ck_mean_rows(int level, const ck_rows *rows, const size_t *ids, size_t count, float share, float *mean);
