#pragma once

#include <stddef.h>

/// The inner product of two rows of `count` numbers in double precision, summed in eight lanes: the same bits at every
/// level.
double ck_product(int level, const float *a, const float *b, size_t count);
