#include "COpenBLAS.h"

// OpenBLAS's own preparation, which does nothing the second time. Where OpenBLAS is linked statically, it might come after
// ours otherwise.
extern void gotoblas_init(void);

// OpenBLAS would take as many threads as there are processors, and its sums depend on their number: a fit would not come
// out the same on another machine. Threads of ours that each ask it for a product would wait for its own, too.
__attribute__((constructor)) static void take_one_thread(void) {
    gotoblas_init();
    openblas_set_num_threads(1);
}
