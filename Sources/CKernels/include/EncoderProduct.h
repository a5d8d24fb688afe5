#pragma once

#include <stddef.h>
#include <stdint.h>

// Products of rows of numbers with the weights of a transformer's layers.

enum {
    /// Numbers that share a scale: of a row of activations, and of a row of weights.
    ck_scale_group = 32,
    /// Outputs that are computed together.
    ck_tile_outputs = 16,
};

/// How the numbers of a weight matrix are kept.
typedef enum {
    /// Two to a byte, each 0 to 15 and meaning -8 to 7 times its scale.
    ck_four_bits = 4,
    /// -127 to 127 times its scale, kept as 1 to 255.
    ck_eight_bits = 8,
    ck_floats = 32,
} ck_weight_kind;

/// A weight matrix [`outputs` × `inputs`] in tiles of 16 outputs. `outputs` is a multiple of 16, `inputs` of 32.
///
/// In four and eight bits a tile holds, for each group of 32 inputs, eight blocks of 16 outputs × 4 inputs; in four
/// bits blocks 0 to 3 are the low halves of bytes and 4 to 7 the high ones. `scales` are half-precision numbers,
/// [tile × group × 16]. As floats a tile is [`inputs` × 16], without scales.
typedef struct {
    const void *numbers;
    const uint16_t *scales;
    size_t outputs, inputs;
    ck_weight_kind kind;
} ck_encoder_weights;

/// Rows of activations in eight bits: numbers [`rows` × `inputs`] of -127 to 127, and for each group of 32 its scale
/// and the sum of its numbers, [`rows` × `inputs` / 32].
typedef struct {
    int8_t *numbers;
    float *scales;
    int32_t *sums;
} ck_eight_bit_rows;

/// Rounds `rows` × `inputs` numbers to eight bits, each group of 32 by its largest magnitude.
void ck_round_rows(int level, const float *values, size_t rows, size_t inputs, const ck_eight_bit_rows *rounded);

/// Bytes of scratch memory that a product of so many rows and inputs needs.
size_t ck_encoder_scratch(size_t rows, size_t inputs);

/// outputs = values × weightsᵀ + bias, [`rows` × `weights->outputs`]. Of `rounded` and `values` it reads what the
/// weights need: `rounded` for weights in four and eight bits, `values` for floats.
///
/// A row's outputs don't depend on what else is multiplied with it, and have the same bits at every level.
void ck_encoder_product(
    int level, const ck_encoder_weights *weights, const float *bias, const ck_eight_bit_rows *rounded,
    const float *values, size_t rows, float *outputs, void *scratch);
