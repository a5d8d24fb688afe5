#include "TextLevel.h"

int ctk_best_level(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi"))
        return __builtin_cpu_supports("avx512f") ? ctk_avx512 : ctk_avx2;
#endif
    return ctk_portable;
}
