#pragma once

// The instruction sets that the kernels are compiled for; each gives the same bits at all of them.
enum { ck_portable = 0, ck_avx2 = 1, ck_avx512 = 2 };

/// The best one that this processor has.
int ck_best_level(void);
