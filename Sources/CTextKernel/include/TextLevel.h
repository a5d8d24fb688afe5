#pragma once

// The instruction sets that the functions of this module are compiled for; each gives the same at all of them.
enum { ctk_portable = 0, ctk_avx2 = 1, ctk_avx512 = 2 };

/// The best one that this processor has.
int ctk_best_level(void);
