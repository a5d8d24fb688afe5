#pragma once

#include <stddef.h>
#include <stdint.h>

/// Rounds how far a row has moved to eight bits a number: `now[k] - before[k]` is about `scale * steps[k]`, where
/// `scale` is a 127th of the farthest and each step is rounded to the nearest, to an even one where two are as near.
/// Subtractions and divisions alone, each rounded by itself: the same bits at every level.
///
/// Returns the scale; 0 where nothing has moved. Where a number isn't finite, neither is the scale.
float ck_round_change(int level, const float *now, const float *before, size_t count, int8_t *steps);

/// row[k] += scale * steps[k], product and sum rounded one after the other.
void ck_add_change(int level, float scale, const int8_t *steps, size_t count, float *row);
